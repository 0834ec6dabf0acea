// Grades a class: reads the submissions, lays them out for Bazel, has them graded, and gathers the
// reports.
//
// Thread safety: one thread. Two processes may not grade into the same folder at once; the second
// is told so.
#ifndef CHECKER_CLASS_CLASS_RUN_H_
#define CHECKER_CLASS_CLASS_RUN_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checker/base/status.h"
#include "checker/bazel/bazel.h"
#include "checker/bazel/submissions_repository.h"
#include "checker/class/class_result.h"
#include "checker/submission/catalogue.h"
#include "checker/submission/class_folder.h"
#include "checker/workspace/environment.h"

namespace checker {

class ClassRun {
 public:
  // `all_assigned`: every exercise of `assigned` was to be done; else those that somebody handed
  // in.
  ClassRun(std::filesystem::path class_dir, std::filesystem::path out_dir, Catalogue assigned,
           bool all_assigned, const Environment& environment);

  // Fails when nobody can be graded: no students, no Bazel, a full disk, an interruption.
  StatusOr<ClassResult> Grade();

 private:
  // An exercise that Bazel is to grade.
  struct Job {
    std::size_t student;  // index
    const ExerciseEntry* exercise;
    std::string label;
  };

  Status Prepare();
  Status ReadAndCopy(SubmissionsRepository& repository, std::size_t student,
                     const std::string& package);
  StatusOr<BazelRun> Build();
  void Gather(const BuildEvents& events);
  const ExerciseEntry* Find(const std::string& label) const;

  const std::filesystem::path class_dir_;
  const std::filesystem::path out_dir_;
  const Catalogue assigned_;
  const bool all_assigned_;
  const Environment& environment_;
  const std::filesystem::path work_dir_;  // the same for the same `out_dir`, so that Bazel caches

  std::vector<StudentResult> students_;
  std::vector<Job> jobs_;
  std::set<std::string> handed_in_;  // exercises, by label
};

}  // namespace checker

#endif  // CHECKER_CLASS_CLASS_RUN_H_
