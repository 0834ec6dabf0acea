// Right: the flag (lowest bit) and the generation (the other bits) in one atomic word that waiters
// sleep on. A wait is over as soon as the bit is up or the generation has changed.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <atomic>
#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>

#include "futex.h"

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  bool is_set() const { return (word_.load() & kUp) != 0; }

  void set() {
    std::uint32_t seen = word_.load();
    // When the flag is up already the word is exchanged for itself: a write all the same, so that
    // this caller's earlier writes are published too.
    while (
        !word_.compare_exchange_weak(seen, (seen & kUp) != 0 ? seen : (seen + kGeneration) | kUp)) {
    }
    if ((seen & kUp) == 0) FutexWake(word_, INT_MAX);
  }

  void clear() { word_.fetch_and(~kUp); }

  bool wait() { return Wait(std::nullopt); }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (duration > TimePoint::max() - now) return Wait(std::nullopt);
    return Wait(now + duration);
  }

  bool wait_until(TimePoint deadline) {
    if (deadline == TimePoint::max()) return Wait(std::nullopt);
    return Wait(deadline);
  }

  void reinit() {}  // nobody ever holds anything

 private:
  static constexpr std::uint32_t kUp = 1;
  static constexpr std::uint32_t kGeneration = 2;

  bool Wait(std::optional<TimePoint> deadline) {
    const std::uint32_t at_start = word_.load();
    if ((at_start & kUp) != 0) return true;
    bool in_time = true;
    while (in_time && word_.load() == at_start) in_time = FutexWait(word_, at_start, deadline);
    return word_.load() != at_start;
  }

  std::atomic<std::uint32_t> word_{0};
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_
