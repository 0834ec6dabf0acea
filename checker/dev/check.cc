#include "checker/dev/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>
#include <utility>

#include "checker/base/file_io.h"
#include "checker/dev/variant_file.h"
#include "checker/dev/variant_text.h"
#include "checker/protocol/finding_kind.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t kRightDesigns = 2;
constexpr std::ptrdiff_t kMistakes = 5;

class Check {
 public:
  explicit Check(fs::path workspace)
      : workspace_(std::move(workspace)), found_(FindVariants(workspace_)) {}

  void Strays() {
    for (const fs::path& stray : found_.strays) {
      Note(stray,
           "is no variant. Move it to right/EXERCISE/DESIGN or wrong/EXERCISE/KIND/MISTAKE, "
           "ending in .h or .patch, or remove it");
    }
  }

  void Places(const Catalogue& catalogue) {
    for (const VariantFile& variant : found_.variants) {
      const std::string label = variant.chapter + "/" + variant.exercise;
      if (catalogue.Named(label).empty()) {
        Note(variant.Path(), "is a variant of " + label + ", which is no exercise");
      }
      if (!variant.IsRight() && !protocol::FindingKindNamed(variant.kind)) {
        Note(variant.Path(), "\"" + variant.kind + "\" is no finding. They stand in " +
                                 "checker/protocol/finding_kinds.inc");
      }
    }
  }

  void Exercise(const ExerciseEntry& exercise) {
    const auto variants = found_.Of(exercise.chapter, exercise.name);
    Counts(exercise, variants);
    Lesson(exercise);
    Names(variants);
    Texts(exercise, variants);
  }

  const std::vector<std::string>& problems() const { return problems_; }

 private:
  void Note(const fs::path& path, const std::string& what) {
    problems_.push_back(path.string() + ": " + what);
  }

  void Counts(const ExerciseEntry& exercise, const std::vector<VariantFile>& variants) {
    const auto right = std::ranges::count_if(variants, &VariantFile::IsRight);
    const auto wrong = std::ssize(variants) - right;
    if (right >= kRightDesigns && wrong >= kMistakes) return;
    problems_.push_back(
        fmt::format("{}: it has {} right designs and {} mistakes; there have to be "
                    "{} and {} at least",
                    exercise.Label(), right, wrong, kRightDesigns, kMistakes));
  }

  void Lesson(const ExerciseEntry& exercise) {
    const fs::path path = fs::path("chapters") / exercise.chapter / "README.md";
    const std::string lesson = ReadFile(workspace_ / path).value_or("");
    const std::regex heading("(^|\n)#[^\n]*\\b" + exercise.name + "\\b");
    if (!std::regex_search(lesson, heading)) Note(path, "it has no heading for " + exercise.name);
  }

  void Names(const std::vector<VariantFile>& variants) {
    std::map<std::pair<bool, std::string>, fs::path> known;
    for (const VariantFile& variant : variants) {
      const auto [same, is_new] =
          known.try_emplace({variant.IsRight(), variant.name}, variant.Path());
      if (!is_new) Note(variant.Path(), "has the name of " + same->second.string());
    }
  }

  // Of the reference and the variants, each whole text is noted with where it was seen first.
  void Texts(const ExerciseEntry& exercise, const std::vector<VariantFile>& variants) {
    std::map<std::string, fs::path> known;
    const fs::path reference = ReferencePath(exercise.chapter, exercise.name);
    const auto text = ReadFile(workspace_ / reference);
    if (!text.ok()) return Note(reference, "the reference is not there");
    known.emplace(SplitAtBody(text.value()).body, reference);
    for (const VariantFile& variant : variants) Text(variant, known);
  }

  void Text(const VariantFile& variant, std::map<std::string, fs::path>& known) {
    const fs::path path = variant.Path();
    auto text = ReadFile(workspace_ / path);
    if (text.ok() && variant.is_patch) {
      text = Applied(workspace_, FilesOf(workspace_), path, text.value());
    }
    if (!text.ok()) return problems_.push_back(text.status().message());
    if (HasConflicts(text.value())) return Note(path, "there are conflicts in it to be settled");
    const VariantText parts = SplitAtBody(text.value());
    if (parts.words.empty()) Note(path, "it does not open with a comment that says what it is");
    const auto [same, is_new] = known.try_emplace(parts.body, path);
    if (!is_new) Note(path, "is the same as " + same->second.string());
  }

  const fs::path workspace_;
  const FoundVariants found_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> CheckSolutions(const fs::path& workspace, const Catalogue& catalogue) {
  Check check(workspace);
  check.Strays();
  check.Places(catalogue);
  for (const ExerciseEntry& exercise : catalogue.exercises) check.Exercise(exercise);
  return check.problems();
}

}  // namespace checker
