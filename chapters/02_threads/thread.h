// Exercise 1: a thread as an object, as Python's threading.Thread.
//
// An object lives in a std::shared_ptr (make_shared), and a running thread holds one to itself: any
// other handle may be dropped at any time. The thread has *ended* when Run has returned or thrown,
// what it threw is kept and the target is destroyed (by the thread itself), in this order. Soon
// after that nothing of it is left, whether it was joined or not.
//
// Thread safety: every function but Run and the destructor may be called by any thread at any time.
// Whoever learns that the thread has ended, by whatever function, also sees all that Run did.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "checker/testing/not_written_yet.h"

using Duration = std::chrono::nanoseconds;

class Thread : public std::enable_shared_from_this<Thread> {
 public:
  // Only keeps the two; nothing runs yet. An empty target does nothing, an empty name is "".
  explicit Thread(std::function<void()> /*target*/ = {}, std::string /*name*/ = {}) {
    // TODO: keep what the thread will need.
    checker::NotWrittenYet(
        "Which members does the object need? Who reads and writes them, and when?");
  }
  // Never waits and never throws; may be run by the thread itself, when it held the last handle.
  virtual ~Thread() = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  // What the thread does: calls the target. A subclass may override it, and call this one once.
  // Only the thread that Start made calls it. In it, ident() is set and is_alive() is true.
  virtual void Run() {
    // TODO: call the target, if there is one.
    checker::NotWrittenYet("Call the target, if there is one.");
  }

  // Makes the thread and returns once ident() is set; Run may have begun or ended by then. Works
  // once: any other call, also together with this one or after the end, throws std::system_error
  // with operation_not_permitted. If no thread can be made, it throws that with
  // resource_unavailable_try_again; all is then as before, and Start may be called again.
  void Start() {
    // TODO: claim the start, make the thread, take the claim back if that fails.
    checker::NotWrittenYet("Who keeps the object alive while Run is running?");
  }

  // Waits until the thread has ended. Any number of threads may, and as often as they like. Throws
  // std::system_error: before Start (or after a failed one) invalid_argument; called by the thread
  // itself before it has ended resource_deadlock_would_occur. Together with a Start that has not
  // returned yet, it may throw invalid_argument or wait.
  void Join() {
    // TODO: wait for the end.
    checker::NotWrittenYet("std::thread can be joined once and by one thread. This one by all.");
  }

  // The same with a time limit; returns whether the thread has ended. Zero or less only looks, and
  // Duration::max() waits for ever. Throws as Join() does, even where it need not wait.
  bool Join(Duration) {
    // TODO: wait until a deadline.
    checker::NotWrittenYet("Is there room between now and the end of all time for this duration?");
  }

  // Whether the thread was started and has not ended.
  bool is_alive() const { checker::NotWrittenYet("Started, and not ended."); }

  std::string name() const { checker::NotWrittenYet("Somebody may be setting it."); }
  void set_name(std::string) { checker::NotWrittenYet("Somebody may be reading it."); }

  // Nothing until the thread has been made; then a number other than 0 that no other living thread
  // has. It stays the same after the end, when a newer thread may have it too.
  std::optional<std::uint64_t> ident() const { checker::NotWrittenYet("Who knows it first?"); }

  // After the end: whatever Run threw, or null. Null before that. Nothing is ever rethrown.
  std::exception_ptr exception() const { checker::NotWrittenYet("std::current_exception()."); }
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_
