#include "checker/bazel/build_events.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace checker {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestOutputBytes = 2000;

const Json& At(const Json& json, const char* key) {
  static const Json nothing = Json::object();
  const auto found = json.is_object() ? json.find(key) : json.end();
  return json.is_object() && found != json.end() ? *found : nothing;
}

std::string Text(const Json& json, const char* key) {
  const Json& text = At(json, key);
  return text.is_string() ? text.get<std::string>() : "";
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// "file:///a%20b" -> "/a b"; "" for a file that is on another machine.
std::string PathOf(const std::string& uri) {
  constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return "";
  std::string path;
  for (std::size_t i = kScheme.size(); i < uri.size(); ++i) {
    const bool coded = uri[i] == '%' && i + 2 < uri.size() && HexDigit(uri[i + 1]) >= 0 &&
                       HexDigit(uri[i + 2]) >= 0;
    path += coded ? static_cast<char>(HexDigit(uri[i + 1]) * 16 + HexDigit(uri[i + 2])) : uri[i];
    if (coded) i += 2;
  }
  return path;
}

std::string Beginning(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongestOutputBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

// Takes one kind of event each.
struct EventReader {
  BuildEvents& events;

  void Configured(const Json& id, const Json& configured) {
    const std::string label = Text(id, "label");
    if (configured.contains("testSize") && Text(configured, "targetKind") != "test_suite rule") {
      events.tests_.insert(label);
    }
  }

  void Completed(const Json& event, const Json& id) {
    BuildEvents::Completed target;
    const Json& completed = At(event, "completed");
    target.success = completed.value("success", false);
    for (const Json& group : At(completed, "outputGroup")) {
      for (const Json& set : At(group, "fileSets")) target.file_sets.push_back(Text(set, "id"));
    }
    target.failure = Text(At(completed, "failureDetail"), "message");
    if (event.contains("aborted")) target.failure = Aborted(event["aborted"]);
    for (const Json& child : At(event, "children")) {
      const std::string label = Text(At(child, "actionCompleted"), "label");
      if (!label.empty()) target.failed_actions.push_back(label);
    }
    events.completed_[Text(id, "label")] = std::move(target);
  }

  void FileSet(const Json& id, const Json& set) {
    BuildEvents::FileSet& known = events.sets_[Text(id, "id")];
    for (const Json& file : At(set, "files")) known.paths.push_back(PathOf(Text(file, "uri")));
    for (const Json& other : At(set, "fileSets")) known.sets.push_back(Text(other, "id"));
  }

  void Action(const Json& id, const Json& action) {
    if (action.value("success", false)) return;
    BuildEvents::FailedAction& failed = events.failed_actions_[Text(id, "label")];
    failed.message = Text(At(action, "failureDetail"), "message");
    failed.output_path = PathOf(Text(At(action, "stderr"), "uri"));
  }

  void Test(const Json& id, const Json& summary) {
    const std::string status = Text(summary, "overallStatus");
    events.tests_.insert(Text(id, "label"));
    events.test_passed_[Text(id, "label")] = status == "PASSED" || status == "FLAKY";
  }

  static std::string Aborted(const Json& aborted) {
    const std::string description = Text(aborted, "description");
    return description.empty() ? Text(aborted, "reason") : description;
  }

  void Take(const Json& event) {
    const Json& id = At(event, "id");
    if (id.contains("targetConfigured") && event.contains("configured")) {
      Configured(id["targetConfigured"], event["configured"]);
    } else if (id.contains("targetCompleted")) {
      Completed(event, id["targetCompleted"]);
    } else if (id.contains("namedSet")) {
      FileSet(id["namedSet"], At(event, "namedSetOfFiles"));
    } else if (id.contains("actionCompleted")) {
      Action(id["actionCompleted"], At(event, "action"));
    } else if (id.contains("testSummary")) {
      Test(id["testSummary"], At(event, "testSummary"));
    } else if (id.contains("buildFinished")) {
      events.finished_ = true;
    } else if (event.contains("aborted") && events.trouble_.empty()) {
      events.trouble_ = Aborted(event["aborted"]);
    }
  }
};

void BuildEvents::Add(std::string_view line) {
  const Json event = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (event.is_object()) EventReader{*this}.Take(event);
}

std::string BuildEvents::FailureOf(const Completed& target) const {
  for (const std::string& label : target.failed_actions) {
    const auto action = failed_actions_.find(label);
    if (action == failed_actions_.end()) continue;
    const std::string output = Beginning(action->second.output_path);
    // What the program said tells more than that it failed.
    return output.empty() ? action->second.message : output;
  }
  return target.failure.empty() ? "it was not built" : target.failure;
}

BuiltTarget BuildEvents::Target(const std::string& label) const {
  const auto found = completed_.find(label);
  if (found == completed_.end()) {
    return {false, {}, trouble_.empty() ? "the build stopped before it was its turn" : trouble_};
  }
  if (!found->second.success) return {false, {}, FailureOf(found->second)};
  BuiltTarget target{true, {}, ""};
  std::vector<std::string> sets = found->second.file_sets;
  std::set<std::string> seen;
  while (!sets.empty()) {
    const std::string id = sets.back();
    sets.pop_back();
    const auto set = sets_.find(id);
    if (set == sets_.end() || !seen.insert(id).second) continue;
    target.files.insert(target.files.end(), set->second.paths.begin(), set->second.paths.end());
    sets.insert(sets.end(), set->second.sets.begin(), set->second.sets.end());
  }
  return target;
}

TestCounts BuildEvents::Tests() const {
  TestCounts counts;
  for (const std::string& label : tests_) {
    const auto result = test_passed_.find(label);
    const bool passed = result != test_passed_.end() && result->second;
    ++(passed ? counts.passed : counts.failed);
  }
  return counts;
}

void EventFile::ReadInto(BuildEvents& events) {
  if (!file_.is_open()) file_.open(path_, std::ios::binary);
  file_.clear();
  rest_.append(std::istreambuf_iterator<char>(file_), {});
  std::size_t begin = 0;
  for (std::size_t end; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    events.Add(std::string_view(rest_).substr(begin, end - begin));
  }
  rest_.erase(0, begin);
}

}  // namespace checker
