#include "checker/findings/evidence.h"

namespace checker {
namespace {

std::string BaseName(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// The files that a submission is built from are shown to the compiler in folders of this name, so
// that a library's file which happens to have the same name is not taken for the student's.
bool IsStaged(const std::string& path) { return path.find("submission/") != std::string::npos; }

std::string Trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::string Place::InWords() const {
  const std::string at = owner == Owner::kStudent ? "line " + std::to_string(line)
                                                  : file + " line " + std::to_string(line);
  return function.empty() ? at : function + ", " + at;
}

std::vector<Place> Evidence::PlacesOn(const Stack& stack) const {
  std::vector<Place> places;
  const std::string test_name = BaseName(test_file);
  for (CodeOffset offset : stack) {
    const auto known = symbols.find(offset);
    if (known == symbols.end()) continue;
    for (const Frame& frame : known->second) {
      const std::string name = BaseName(frame.file);
      Place place{Place::Owner::kStudent, name, ShortFunctionName(frame.function), frame.line,
                  frame.column};
      if (IsStaged(frame.file) && given.count(name) != 0) {
        place.owner = Place::Owner::kGiven;
      } else if (!test_name.empty() && name == test_name) {
        place.owner = Place::Owner::kTest;
        place.file = "tests/" + name;
        place.function = "the test";
      } else if (!IsStaged(frame.file) || sources->count(name) == 0) {
        continue;
      }
      places.push_back(std::move(place));
    }
  }
  return places;
}

std::optional<Place> Evidence::MainPlace(const Stack& stack) const {
  const std::vector<Place> places = PlacesOn(stack);
  for (const Place& place : places) {
    if (place.owner == Place::Owner::kStudent) return place;
  }
  if (places.empty()) return std::nullopt;
  return places.front();
}

std::optional<Place> Evidence::NotedPlace() const {
  Place place;
  place.file = BaseName(failure.file);
  place.line = failure.line;
  if (place.file.empty()) return std::nullopt;
  if (sources->count(place.file) != 0) return place;
  if (place.file != BaseName(test_file)) return std::nullopt;
  place.owner = Place::Owner::kTest;
  place.file = "tests/" + place.file;
  place.function = "the test";
  return place;
}

std::optional<Place> Evidence::LastOwnPlace(std::optional<int> thread) const {
  for (auto step = trace.rbegin(); step != trace.rend(); ++step) {
    if (thread && step->thread != *thread) continue;
    const auto place = MainPlace(step->stack);
    if (place && place->owner == Place::Owner::kStudent) return place;
  }
  return std::nullopt;
}

std::string Evidence::LineText(const Place& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : Trimmed(file->second.Line(place.line));
}

std::string Evidence::NameAtPlace(const Place& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : NameAt(file->second.Line(place.line), place.column);
}

std::string Evidence::LockAtPlace(const Place& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : LockAt(file->second.Line(place.line), place.column);
}

std::string ThreadInWords(int thread) {
  return thread == 0 ? "the test" : "thread " + std::to_string(thread);
}

std::string Capitalized(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] -= 'a' - 'A';
  return words;
}

std::string Quoted(const std::string& name, const std::string& otherwise) {
  return name.empty() ? otherwise : "`" + name + "`";
}

}  // namespace checker
