// The submissions of a class as a Bazel repository: for each student one folder, for each of its
// chapters one package, holding copies of the files and a BUILD file that asks for one report per
// exercise. Files whose contents did not
// change are not touched, and students who left are removed, so that Bazel grades again
// only what changed.
//
// Thread safety: one repository is written by one thread of one process.
#ifndef CHECKER_BAZEL_SUBMISSIONS_REPOSITORY_H_
#define CHECKER_BAZEL_SUBMISSIONS_REPOSITORY_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "checker/base/status.h"

namespace checker {

// One exercise of one student, as files.
struct SubmittedExercise {
  std::string chapter;                       // "04_locks"
  std::string name;                          // "rlock"
  std::map<std::string, std::string> files;  // name -> contents
};

class SubmissionsRepository {
 public:
  // `root` is created when it is needed; what else lies in it is taken for students who left.
  explicit SubmissionsRepository(std::filesystem::path root);

  // Writes the student's packages. Fails if the disk is full or the folder may not be written.
  // REQUIRES: `student` and the files' names are plain names.
  Status Write(const std::string& student, const std::vector<SubmittedExercise>& exercises);

  // Writes what belongs to the whole, and removes the students who were not written.
  Status Finish();

  const std::filesystem::path& root() const { return root_; }

  // How Bazel names the report of one exercise.
  static std::string Label(const std::string& student, const std::string& chapter,
                           const std::string& exercise);
  static constexpr char kName[] = "submissions";

 private:
  std::filesystem::path root_;
  std::set<std::string> students_;
};

}  // namespace checker

#endif  // CHECKER_BAZEL_SUBMISSIONS_REPOSITORY_H_
