// Tells how far the work is: on a terminal one line that is painted over, in a pipe a line now and
// then.
//
// Thread safety: one thread at a time.
#ifndef CHECKER_WORKSPACE_PROGRESS_LINE_H_
#define CHECKER_WORKSPACE_PROGRESS_LINE_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "checker/bazel/progress.h"

namespace checker {

class ProgressLine {
 public:
  // Writes "<doing> 12 of 120, 10 %, about 3 min left" to stderr.
  ProgressLine(std::string doing, std::size_t total, bool terminal);

  // Leaves a terminal's line empty.
  ~ProgressLine();

  ProgressLine(const ProgressLine&) = delete;

  void Update(std::size_t done);

 private:
  bool IsDue(std::chrono::steady_clock::time_point now) const;

  const std::string doing_;
  const std::size_t total_;
  const bool terminal_;
  const std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point shown_;
  std::size_t shown_done_ = 0;
  Progress progress_;
};

}  // namespace checker

#endif  // CHECKER_WORKSPACE_PROGRESS_LINE_H_
