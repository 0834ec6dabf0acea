#include "checker/workspace/progress_line.h"

#include <fmt/format.h>

#include <cstdio>

namespace checker {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTerminalPeriod{200};
constexpr std::chrono::seconds kPipePeriod{15};

}  // namespace

ProgressLine::ProgressLine(std::string doing, std::size_t total, bool terminal)
    : doing_(std::move(doing)),
      total_(total),
      terminal_(terminal),
      start_(steady_clock::now()),
      shown_(start_),
      progress_(total) {}

ProgressLine::~ProgressLine() {
  if (terminal_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressLine::Update(std::size_t done) {
  const auto now = steady_clock::now();
  progress_.Update(std::chrono::duration_cast<Progress::Elapsed>(now - start_), done);
  if (!IsDue(now)) return;
  const std::string text = doing_ + " " + progress_.Line();
  fmt::print(stderr, "{}", terminal_ ? "\r\x1b[K" + text : text + "\n");
  std::fflush(stderr);
  shown_ = now;
  shown_done_ = done;
}

bool ProgressLine::IsDue(steady_clock::time_point now) const {
  if (terminal_) return now - shown_ >= kTerminalPeriod;
  const std::size_t done = progress_.done();
  const bool another_tenth = done * 10 / total_ > shown_done_ * 10 / total_;
  return another_tenth || (now - shown_ >= kPipePeriod && done > shown_done_);
}

}  // namespace checker
