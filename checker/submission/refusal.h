// Why a file that somebody handed in is refused, and the words that student and instructor read.
//
// Thread safety: pure functions.
#ifndef CHECKER_SUBMISSION_REFUSAL_H_
#define CHECKER_SUBMISSION_REFUSAL_H_

#include <cstddef>
#include <string>

namespace checker {

// The largest file that a student may hand in: ten times the longest reference and more.
inline constexpr std::size_t kLargestFileBytes = 256 * 1024;

enum class FileProblem {
  kMissing,
  kEmpty,
  kDirectory,     // a folder where the file should be
  kLink,          // a link where the file should be; for a build, one that leads nowhere
  kLinkedFolder,  // a link where a folder on the way should be
  kNotAFile,      // a pipe, a socket, a device
  kUnreadable,    // the machine would not let us read it
  kNotOpened,     // for another reason of the system's
  kTooLarge,
  kNotText,
  kNotUtf8,
};

struct Refusal {
  std::string what;
  std::string why;
  std::string advice;
};

// Of a file in a class folder, where no link is followed.
Refusal RefusalInClassFolder(const std::string& file, FileProblem problem);

// Of a file that a build is given. `error` is the errno of kNotOpened.
Refusal RefusalInBuild(const std::string& file, FileProblem problem, int error = 0);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_REFUSAL_H_
