#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "checker/base/utf8.h"
#include "checker/class/class_run.h"
#include "checker/class/class_summary.h"
#include "checker/class/write_gradebook.h"
#include "checker/cli/commands.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

bool IsInside(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

// Nothing if the two folders can be used together.
std::string WrongFolders(const fs::path& class_dir, const fs::path& out_dir) {
  if (IsInside(out_dir, class_dir)) {
    return "the reports may not lie among the submissions, where they would pass for a student: "
           "choose another --out";
  }
  if (fs::exists(out_dir) && !fs::is_directory(out_dir)) {
    return out_dir.string() + " is a file: choose a folder for --out";
  }
  return "";
}

StatusOr<Catalogue> Assigned(const Catalogue& catalogue, const std::vector<std::string>& names) {
  if (names.empty()) return catalogue;
  Catalogue assigned;
  std::set<std::string> labels;
  for (const auto& name : names) {
    const auto found = catalogue.Named(name);
    if (found.empty()) return UnknownExercise(name);
    for (const auto& exercise : found) labels.insert(exercise.Label());
  }
  std::copy_if(catalogue.exercises.begin(), catalogue.exercises.end(),
               std::back_inserter(assigned.exercises),
               [&](const auto& exercise) { return labels.contains(exercise.Label()); });
  return assigned;
}

void PrintResult(const ClassResult& result, const GradeOptions& options, const fs::path& out_dir) {
  if (options.json) return fmt::print("{}", SummaryJson(result));
  fmt::print("{}\nGradebook: {}\n", SummaryText(result),
             Printable((out_dir / "gradebook.csv").string()));
}

}  // namespace

int RunGrade(const GradeOptions& options, const Environment& environment) {
  std::error_code error;
  const fs::path class_dir = fs::canonical(environment.Resolve(options.class_dir), error);
  if (error) return Complain("cannot read " + options.class_dir + ": " + error.message());
  const fs::path out_dir = fs::weakly_canonical(environment.Resolve(options.out_dir));
  const std::string wrong = WrongFolders(class_dir, out_dir);
  if (!wrong.empty()) return Complain(wrong);
  const auto catalogue = LoadCatalogue(environment);
  if (!catalogue.ok()) return Complain(catalogue.status().message());
  const auto assigned = Assigned(catalogue.value(), options.exercises);
  if (!assigned.ok()) return Complain(assigned.status().message());
  ClassRun run(class_dir, out_dir, assigned.value(), !options.exercises.empty(), environment);
  const auto result = run.Grade();
  if (!result.ok()) return Complain(result.status().message());
  const auto written = WriteGradebook(result.value(), out_dir);
  if (!written.ok()) return Complain(written.message());
  PrintResult(result.value(), options, out_dir);
  return kDone;
}

}  // namespace checker
