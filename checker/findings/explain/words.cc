#include "checker/findings/explain/words.h"

#include <fmt/format.h>

#include <cctype>

#include "checker/protocol/thread_number.h"

namespace checker {
namespace {

bool IsCapital(const std::string& text, std::size_t at) {
  return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

bool IsSmall(const std::string& text, std::size_t at) {
  return at < text.size() && text[at] >= 'a' && text[at] <= 'z';
}

// Where a word begins within a name in CamelCase; an abbreviation stays together.
bool BeginsWord(const std::string& name, std::size_t at) {
  return at > 0 && IsCapital(name, at) && (!IsCapital(name, at - 1) || IsSmall(name, at + 1));
}

// Not a word in capitals like FIFO, but the article A.
bool IsOrdinaryWord(const std::string& name, std::size_t at) {
  return IsSmall(name, at + 1) || (name[at] == 'A' && BeginsWord(name, at + 1));
}

}  // namespace

std::string InWords(const Location& location) {
  if (location.line == 0 && location.function.empty()) return location.file;
  const std::string line = "line " + std::to_string(location.line);
  const std::string at = location.IsStudents() ? line : location.file + " " + line;
  return location.function.empty() ? at : location.function + ", " + at;
}

std::string InWords(const LabeledLocation& labeled) {
  const std::string at = labeled.location ? InWords(*labeled.location) : "inside the library";
  return labeled.label.empty() ? at : labeled.label + ": " + at;
}

std::string ThreadInWords(int thread) {
  if (thread == 0) return "the test";
  const int process = protocol::ProcessOfThread(thread);
  const std::string within = "thread " + std::to_string(protocol::ThreadWithinProcess(thread));
  if (process == 0) return within;
  const std::string name = "process " + std::to_string(process);
  return protocol::ThreadWithinProcess(thread) == 0 ? name : name + ", " + within;
}

std::string OperationInWords(const AnnotatedStep& step) {
  const bool race = step.role == AnnotatedStep::Role::kRaceAccess;
  return std::string(WordsFor(step.operation)) + (race ? ": data race" : "");
}

std::string ObjectInWords(const AnnotatedStep& step) {
  if (step.name.empty()) return step.object;
  const std::string name = Quoted(step.name, "");
  return step.ambiguous ? name + " (" + step.object + ")" : name;
}

std::string VirtualTime(std::int64_t time_ns) {
  if (time_ns % 1'000'000'000 == 0) return fmt::format("{} s", time_ns / 1'000'000'000);
  if (time_ns >= 1'000'000'000) return fmt::format("{:.3f} s", time_ns / 1e9);
  if (time_ns >= 1'000'000) return fmt::format("{:g} ms", time_ns / 1e6);
  return time_ns >= 1000 ? fmt::format("{:g} us", time_ns / 1e3) : fmt::format("{} ns", time_ns);
}

std::string CaseInWords(std::string_view case_name) {
  const std::size_t dot = case_name.find('.');
  if (dot != std::string_view::npos) case_name.remove_prefix(dot + 1);
  std::string words;
  for (char c : case_name) {
    const bool starts_word = std::isupper(static_cast<unsigned char>(c)) != 0 ||
                             (std::isdigit(static_cast<unsigned char>(c)) != 0 && !words.empty() &&
                              std::isdigit(static_cast<unsigned char>(words.back())) == 0);
    if (starts_word && !words.empty()) words += ' ';
    words += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

std::string CaseAsSentence(const std::string& case_name) {
  const std::string name = case_name.substr(case_name.find('.') + 1);
  std::string sentence;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool word = BeginsWord(name, i);
    if (word) sentence += ' ';
    sentence += word && IsOrdinaryWord(name, i) ? static_cast<char>(name[i] + 32) : name[i];
  }
  return sentence;
}

std::string Capitalized(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] -= 'a' - 'A';
  return words;
}

std::string Quoted(const std::string& name, const std::string& otherwise) {
  return name.empty() ? otherwise : "`" + name + "`";
}

}  // namespace checker
