#include "checker/bazel/progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace checker {
namespace {

// Enough for a mean, few enough to forget what came from the cache.
constexpr std::size_t kStepsKept = 20;
constexpr std::size_t kStepsNeeded = 3;

}  // namespace

void Progress::Update(Elapsed now, std::size_t done) {
  now_ = now;
  if (steps_.empty() || done > done_) steps_.emplace_back(now, done);
  if (steps_.size() > kStepsKept) steps_.pop_front();
  done_ = done;
}

std::optional<Progress::Elapsed> Progress::Left() const {
  if (steps_.size() < kStepsNeeded || done_ >= total_) return std::nullopt;
  const auto [first_time, first_done] = steps_.front();
  const auto each = (now_ - first_time) / static_cast<double>(done_ - first_done);
  return std::chrono::duration_cast<Elapsed>(each * static_cast<double>(total_ - done_));
}

std::string Progress::Line() const {
  const std::size_t percent = total_ == 0 ? 100 : done_ * 100 / total_;
  std::string line = fmt::format("{} of {}, {} %", done_, total_, percent);
  if (const auto left = Left()) line += ", about " + Roughly(*left) + " left";
  return line;
}

std::string Roughly(std::chrono::milliseconds duration) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(duration).count();
  if (seconds < 60) return fmt::format("{} s", std::max<long>(seconds, 1));
  const auto minutes = (seconds + 59) / 60;
  if (minutes < 60) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

}  // namespace checker
