// Virtual time. It stands still while any task can go on, and jumps to the next deadline when none
// can; so a test with an hour of sleep takes no time, and who wakes at the same moment really
// races.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_SCHEDULER_VIRTUAL_CLOCK_H_
#define CHECKER_EXPLORE_SCHEDULER_VIRTUAL_CLOCK_H_

#include <time.h>

#include <cstdint>

namespace explore {

// What CLOCK_REALTIME and CLOCK_MONOTONIC say when a schedule begins: fixed, so that every schedule
// and every machine sees the same times.
constexpr std::uint64_t kRealTimeAtStart = 1'800'000'000'000'000'000u;
constexpr std::uint64_t kMonotonicAtStart = 1'000'000'000'000u;

// Moves the clock to the next deadline. False: nobody waits for a time.
bool AdvanceClock();

// The virtual moment for an absolute or relative time. Times beyond any real deadline, as
// now + duration::max() gives, are kNever; times past are the present moment.
std::uint64_t DeadlineAt(clockid_t clock, const timespec& time);
std::uint64_t DeadlineAfter(const timespec& duration);
std::uint64_t DeadlineAfterNanoseconds(std::uint64_t duration);

// Whether it is a valid time for a call, as POSIX requires.
inline bool IsValid(const timespec& time) {
  return time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
}

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_VIRTUAL_CLOCK_H_
