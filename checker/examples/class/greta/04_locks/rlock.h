// A reentrant lock: its holder may lock it again, and must unlock it as often.
//
// Thread safety: every method may be called by any thread, reinit() only while nobody else uses it.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <chrono>
#include <cstddef>

#include "checker/testing/not_written_yet.h"
#include "mutex.h"

class RLock {
 public:
  RLock() = default;
  RLock(const RLock&) = delete;
  RLock& operator=(const RLock&) = delete;

  // Waits until no other thread holds the lock, then holds it. A holder goes one level deeper at
  // once.
  // TODO: let the holder in again, make everybody else wait.
  void lock() { checker::NotWrittenYet("Is the calling thread the holder already?"); }

  // Like lock, but if another thread holds the lock: false, without waiting.
  // TODO: the same question, without waiting.
  bool try_lock() { checker::NotWrittenYet("Only a stranger can be refused."); }

  // Like lock, but gives up (false) when the time is over. Zero or less does not wait.
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>&) {
    // TODO: the same question, with a limit.
    checker::NotWrittenYet("Mutex knows how to wait for a limited time.");
  }
  // TODO: the same question, with a deadline.
  bool try_lock_until(std::chrono::steady_clock::time_point) {
    checker::NotWrittenYet("Mutex knows how to wait until a point in time.");
  }

  // Undoes one lock; the last one lets the others in. If the calling thread does not hold the lock,
  // throws std::system_error with std::errc::operation_not_permitted and changes nothing.
  // TODO: undo one level.
  void unlock() { checker::NotWrittenYet("Who may unlock, and which unlock is the last?"); }

  // Whether the calling thread holds the lock. Anybody may ask at any time.
  // TODO: remember who holds the lock.
  bool held_by_current_thread() const { checker::NotWrittenYet("Compare with the holder."); }

  // How often the calling thread has locked without unlocking: 0 for anybody but the holder.
  // TODO: count the levels.
  std::size_t recursion_count() const { checker::NotWrittenYet("A stranger has no levels."); }

  // Makes the lock as new, whoever held it. For the child of a fork, or while nobody else uses it.
  // TODO: forget everything.
  void reinit() { checker::NotWrittenYet("No holder, no levels, a free Mutex."); }
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_
