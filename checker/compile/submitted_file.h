// Reads one file that somebody handed in, whatever it may turn out to be.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_COMPILE_SUBMITTED_FILE_H_
#define CHECKER_COMPILE_SUBMITTED_FILE_H_

#include <string>

namespace checker {

struct SubmittedFile {
  enum class State { kReadable, kMissing, kEmpty, kUnusable };
  State state = State::kMissing;
  std::string text;
  std::string problem;  // of an unusable one: "is a folder, not a file"
  std::string advice;
};

// Files of more than 256 KiB are not read. Links are followed: whether a submission may hold any is
// for its reader to decide.
SubmittedFile ReadSubmittedFile(const std::string& path);

}  // namespace checker

#endif  // CHECKER_COMPILE_SUBMITTED_FILE_H_
