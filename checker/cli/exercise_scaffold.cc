#include "checker/cli/exercise_scaffold.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>
#include <vector>

#include "checker/base/file_io.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

// {0} the chapter, {1} the exercise, {2} its class, {3} the include guard, {4} the chapter's
// number, {5} the chapter's name.
constexpr char kStub[] = R"(// What a {2} is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef {3}
#define {3}

#include "checker/testing/not_written_yet.h"

class {2} {{
 public:
  // What a caller can rely on.
  // TODO: what is to be written here.
  void Run() {{ checker::NotWrittenYet("The question to begin with."); }}
}};

#endif  // {3}
)";

constexpr char kReference[] = R"(// What a {2} is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef {3}
#define {3}

class {2} {{
 public:
  void Run() {{}}
}};

#endif  // {3}
)";

constexpr char kTest[] = R"(// What {2} promises, one promise for each case.
#include "{1}.h"

#include "checker/testing/workbook_test.h"

namespace {{

GRADED_TEST({2}, ManyMayCallIt, 1) {{
  {2} object;
  checker::RunTogether(2, [&](int) {{ object.Run(); }});
}}

}}  // namespace
)";

constexpr char kExercise[] = R"(exercise(
    name = "{1}",
    title = "What it is about",
    hints = ["From a nudge to the idea, never the code."],
)

)";

constexpr char kLesson[] = R"(### {1}: what it is about

*Contract.* What a caller can rely on, also in the rare cases.

*Watch for.* Where the mistakes are, without the answer.

    bazel test //chapters/{0}:{1}        ./workbook check {0}/{1}

)";

constexpr char kChapterBuild[] = R"(# Chapter {4}: {5}.

load("//chapters:chapters.bzl", "CHAPTERS")
load("//checker/rules:exercise.bzl", "chapter", "exercise")

chapter(
    name = "{0}",
    exercises = CHAPTERS["{0}"],
)
)";

constexpr char kChapterReadme[] = R"(# Chapter {4}: {5}

What a learner can do after this chapter.

## 1. Exercises

)";

constexpr char kSolutionsBuild[] =
    R"(# The references of chapter {4}, and variants that are right or wrong on purpose.

load("//checker/rules:solution.bzl", "solutions")
load(":killing_cases.bzl", "KILLING_CASES")

solutions(
    chapter = "//chapters/{0}",
    killing_cases = KILLING_CASES,
)
)";

// Until there is a mistake; checker/selftest/killing_cases.cc writes it anew.
constexpr char kKillingCases[] =
    R"("""The test case that shows each mistake first. Written by

    bazel run //checker/selftest:killing_cases
"""

KILLING_CASES = {{
}}
)";

class Scaffold {
 public:
  Scaffold(const fs::path& workspace, const std::string& chapter, const std::string& name)
      : workspace_(workspace), chapter_(chapter), name_(name) {}

  StatusOr<std::map<std::string, std::string>> Files() {
    const std::string in_chapter = "chapters/" + chapter_ + "/";
    const std::string in_solutions = "solutions/" + chapter_ + "/";
    Add(in_chapter + name_ + ".h", Filled(kStub, "CHAPTERS"));
    Add(in_chapter + "tests/" + name_ + "_test.cc", Filled(kTest));
    Add(in_solutions + name_ + ".h", Filled(kReference, "SOLUTIONS"));
    Change(in_chapter + "BUILD", Filled(kChapterBuild), &Scaffold::WithExercise);
    Change(in_chapter + "README.md", Filled(kChapterReadme), &Scaffold::WithLesson);
    Change("chapters/chapters.bzl", "", &Scaffold::WithName);
    if (!fs::exists(workspace_ / in_solutions / "BUILD")) {
      Add(in_solutions + "BUILD", Filled(kSolutionsBuild));
      Add(in_solutions + "killing_cases.bzl", Filled(kKillingCases));
    }
    if (!problem_.empty()) return Error(problem_);
    return files_;
  }

 private:
  using Edit = std::string (Scaffold::*)(const std::string&) const;

  void Add(const std::string& path, const std::string& contents) {
    if (fs::exists(workspace_ / path)) problem_ = path + " is there already";
    files_[path] = contents;
  }

  // `fresh` stands for a file that is not there yet.
  void Change(const std::string& path, const std::string& fresh, Edit edit) {
    const std::string changed = (this->*edit)(ReadFile(workspace_ / path).value_or(fresh));
    if (changed.empty()) problem_ = path + ": there is no place in it for the exercise";
    files_[path] = changed;
  }

  std::string Filled(const char* form, const std::string& tree = "") const {
    std::string guard = tree + "_" + chapter_ + "_" + name_ + "_H_";
    std::transform(guard.begin(), guard.end(), guard.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    std::string about = chapter_.substr(3);
    std::replace(about.begin(), about.end(), '_', ' ');
    return fmt::format(fmt::runtime(form), chapter_, name_, ClassName(), guard,
                       chapter_.substr(0, 2), about);
  }

  // "row_table_lock" -> "RowTableLock"
  std::string ClassName() const {
    std::string result;
    bool begins_word = true;
    for (const unsigned char c : name_) {
      if (c != '_') result += static_cast<char>(begins_word ? std::toupper(c) : c);
      begins_word = c == '_';
    }
    return result;
  }

  static std::string WithInsertion(std::string text, std::size_t at, const std::string& more) {
    return at == std::string::npos ? "" : text.insert(at, more);
  }

  std::string WithExercise(const std::string& build) const {
    return WithInsertion(build, build.find("chapter(\n"), Filled(kExercise));
  }

  // At the end of the section on exercises.
  std::string WithLesson(const std::string& readme) const {
    std::smatch heading;
    static const std::regex kHeading("\n## .*[Ee]xercises\n");
    if (!std::regex_search(readme, heading, kHeading)) return "";
    const std::size_t inside = heading.position() + heading.length();
    const std::size_t next = readme.find("\n## ", inside);
    return WithInsertion(readme, next == std::string::npos ? readme.size() : next + 1,
                         Filled(kLesson));
  }

  std::string WithName(const std::string& list) const {
    const std::string line = "        \"" + name_ + "\",\n";
    const std::size_t chapter = list.find("    \"" + chapter_ + "\": [\n");
    if (chapter != std::string::npos) {
      return WithInsertion(list, list.find("    ],\n", chapter), line);
    }
    return WithInsertion(list, PlaceOfChapter(list),
                         "    \"" + chapter_ + "\": [\n" + line + "    ],\n");
  }

  // Before the first chapter with a greater number, else before the end of the list.
  std::size_t PlaceOfChapter(const std::string& list) const {
    static const std::regex kChapter("\n    \"([0-9][^\"]*)\": \\[");
    for (std::sregex_iterator at(list.begin(), list.end(), kChapter), end; at != end; ++at) {
      if ((*at)[1].str() > chapter_) return at->position() + 1;
    }
    const std::size_t brace = list.find("\n}\n");
    return brace == std::string::npos ? brace : brace + 1;
  }

  const fs::path workspace_;
  const std::string chapter_;
  const std::string name_;
  std::map<std::string, std::string> files_;
  std::string problem_;
};

}  // namespace

StatusOr<std::map<std::string, std::string>> ScaffoldOfExercise(const fs::path& workspace,
                                                                const std::string& label) {
  static const std::regex kLabel("([0-9]{2}_[a-z0-9_]+)/([a-z][a-z0-9_]*)");
  std::smatch parts;
  if (!std::regex_match(label, parts, kLabel)) {
    return Error(label + " is no CHAPTER/EXERCISE, as in 04_locks/spin_lock");
  }
  return Scaffold(workspace, parts[1], parts[2]).Files();
}

}  // namespace checker
