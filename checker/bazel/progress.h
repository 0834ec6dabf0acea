// How far a long piece of work is and how long it will still take.
//
// Thread safety: one thread at a time.
#ifndef CHECKER_BAZEL_PROGRESS_H_
#define CHECKER_BAZEL_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace checker {

class Progress {
 public:
  // Time since the work began.
  using Elapsed = std::chrono::milliseconds;

  explicit Progress(std::size_t total) : total_(total) {}

  // REQUIRES: neither `now` nor `done` is less than before.
  void Update(Elapsed now, std::size_t done);

  // Estimated from the last part of the work, as what is cached comes first and at once. Nothing
  // until there is something to go by.
  std::optional<Elapsed> Left() const;

  // "12 of 120, 10 %, about 3 min left".
  std::string Line() const;

  std::size_t done() const { return done_; }

 private:
  std::size_t total_;
  std::size_t done_ = 0;
  Elapsed now_{0};
  std::deque<std::pair<Elapsed, std::size_t>> steps_;  // when `done` grew, and to what
};

// "40 s", "3 min", "2 h 10 min".
std::string Roughly(std::chrono::milliseconds duration);

}  // namespace checker

#endif  // CHECKER_BAZEL_PROGRESS_H_
