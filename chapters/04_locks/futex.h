// Sleeping until a word changes: the kernel's futex ("fast userspace mutex"), in two functions.
//
// A lock keeps its state in a 32-bit word. Who must wait tells the kernel "put me to sleep, but
// only if the word still has the value that I saw"; who changes the word wakes sleepers afterwards.
// The kernel compares and goes to sleep in one step, so no change between looking and sleeping is
// missed.
//
// Thread safety: both may be called by any thread. Neither orders memory: use the word's own
// acquire and release for that.
#ifndef CHAPTERS_04_LOCKS_FUTEX_H_
#define CHAPTERS_04_LOCKS_FUTEX_H_

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t),
              "the kernel looks at the four bytes of the word itself");

// Sleeps while `word` has the value `expected`, until a wake-up or `deadline` (none, or the
// greatest time point: for ever). Returns at once if `word` has another value. False: the time ran
// out, and no wake-up was spent on this call. True promises nothing: somebody called FutexWake, or
// the word differed, or it was for no reason at all. Look again.
inline bool FutexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected,
                      std::optional<std::chrono::steady_clock::time_point> deadline = {}) {
  using TimePoint = std::chrono::steady_clock::time_point;
  timespec until{};
  timespec* limit = nullptr;
  if (deadline && *deadline != TimePoint::max()) {
    // The kernel refuses a negative time; a deadline at its clock's zero is past as well.
    const auto since_zero = std::max(*deadline, TimePoint{}).time_since_epoch();
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(since_zero);
    until.tv_sec = whole.count();
    until.tv_nsec = std::chrono::nanoseconds(since_zero - whole).count();
    limit = &until;
  }
  // The BITSET form takes a point in time of the steady clock, the plain one a length of time.
  const long result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, expected, limit, nullptr,
                              FUTEX_BITSET_MATCH_ANY);
  return result == 0 || errno != ETIMEDOUT;
}

// Wakes up to `n` of the threads that sleep in FutexWait on `word`. Only the address is used, so
// the word itself may be gone by now; who sleeps at that address then wakes for no reason.
inline void FutexWake(std::atomic<std::uint32_t>& word, int n) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, n, nullptr, nullptr, 0);
}

#endif  // CHAPTERS_04_LOCKS_FUTEX_H_
