#include "checker/findings/explain/failure_context.h"

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

std::vector<CodeOffset> FailureContext::Addresses() const {
  std::vector<CodeOffset> all;
  const auto add = [&](const Stack& stack) { all.insert(all.end(), stack.begin(), stack.end()); };
  for (const BlockedThread& thread : failure.threads) add(thread.stack);
  if (failure.early_notify) add(failure.early_notify->stack);
  if (race) add(race->Addresses());
  for (const TraceStep& step : trace) add(step.stack);
  return all;
}

std::vector<Location> FailureContext::LocationsOn(const Stack& stack) const {
  std::vector<Location> places;
  const std::string test_name = BaseName(test_file);
  for (CodeOffset offset : stack) {
    const auto known = symbols.find(offset);
    if (known == symbols.end()) continue;
    for (const Frame& frame : known->second) {
      const std::string name = BaseName(frame.file);
      Location place{Location::Owner::kStudent, name, ShortFunctionName(frame.function), frame.line,
                     frame.column};
      if (IsStaged(frame.file) && given.count(name) != 0) {
        place.owner = Location::Owner::kGiven;
      } else if (!test_name.empty() && name == test_name) {
        place.owner = Location::Owner::kTest;
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

std::optional<Location> FailureContext::MainLocation(const Stack& stack) const {
  const std::vector<Location> places = LocationsOn(stack);
  for (const Location& place : places) {
    if (place.IsStudents()) return place;
  }
  if (places.empty()) return std::nullopt;
  return places.front();
}

std::optional<Location> FailureContext::NotedLocation() const {
  Location place;
  place.file = BaseName(failure.file);
  place.line = failure.line;
  if (place.file.empty()) return std::nullopt;
  if (sources->count(place.file) != 0) return place;
  if (place.file != BaseName(test_file)) return std::nullopt;
  place.owner = Location::Owner::kTest;
  place.file = "tests/" + place.file;
  place.function = "the test";
  return place;
}

std::optional<Location> FailureContext::LastOwnLocation(std::optional<int> thread) const {
  for (auto step = trace.rbegin(); step != trace.rend(); ++step) {
    if (thread && step->thread != *thread) continue;
    const auto place = MainLocation(step->stack);
    if (place && place->IsStudents()) return place;
  }
  return std::nullopt;
}

std::string FailureContext::LineText(const Location& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : Trimmed(file->second.Line(place.line));
}

std::string FailureContext::NameAtLocation(const Location& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : NameAt(file->second.Line(place.line), place.column);
}

std::string FailureContext::LockAtLocation(const Location& place) const {
  const auto file = sources->find(place.file);
  return file == sources->end() ? "" : LockAt(file->second.Line(place.line), place.column);
}

}  // namespace checker
