#include "checker/explore/state/enabled.h"

#include <signal.h>
#include <sys/wait.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

bool MutexIsFree(const Task& task, std::uintptr_t address) {
  const auto* mutex = reinterpret_cast<const pthread_mutex_t*>(address);
  const int word = __atomic_load_n(&mutex->__data.__lock, __ATOMIC_RELAXED);
  if (word == 0) return true;
  constexpr int kRobust = 16;  // in __kind; then the word holds the owner's id, 0 if he has died
  if ((mutex->__data.__kind & kRobust) != 0 && (word & FUTEX_TID_MASK) == 0) return true;
  // A recursive mutex lets its owner in, an error-checking one refuses him: neither waits.
  const int type = mutex->__data.__kind & 3;
  return type != PTHREAD_MUTEX_NORMAL && type != PTHREAD_MUTEX_ADAPTIVE_NP &&
         mutex->__data.__owner == task.thread_id;
}

// glibc refuses a thread that already has the lock for writing; it does not wait.
bool SharedMutexIsFree(const Task& task, const pthread_rwlock_t* mutex, bool for_writing) {
  constexpr int kReaderShift = 3;  // glibc keeps the number of readers above three state bits
  const int writer = __atomic_load_n(&mutex->__data.__cur_writer, __ATOMIC_RELAXED);
  if (writer == task.thread_id) return true;
  if (writer != 0) return false;
  const unsigned readers =
      __atomic_load_n(&mutex->__data.__readers, __ATOMIC_RELAXED) >> kReaderShift;
  if (for_writing) return readers == 0;
  if (mutex->__data.__flags != PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP || readers == 0) {
    return true;
  }
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& other = arena->tasks[i];
    if (other.state == TaskState::kAlive && other.pending.operation == Operation::kWriteLock &&
        IdentityOf(other.pending) == IdentityOf(task.pending) && &other != &task) {
      return false;
    }
  }
  return true;
}

bool AllOthersAreDone(const Task& task) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& other = arena->tasks[i];
    if (&other != &task && other.state == TaskState::kAlive) return false;
  }
  return true;
}

// Whether a wait for a child would come back at once: one has ended, or there is none. `second` and
// `argument` are the id and how it is meant, as waitid has them.
bool ChildIsThere(const Pending& pending) {
  siginfo_t info;
  RawZero(&info, sizeof info);
  const long error = RawCall(SYS_waitid, pending.argument, static_cast<long>(pending.second),
                             reinterpret_cast<long>(&info), WEXITED | WNOHANG | WNOWAIT);
  return error != 0 || info.si_pid != 0;
}

// A thread that the fork did not bring along never ends for the child.
bool HasEnded(const Task& task, const Task& for_whom) {
  return task.state != TaskState::kAlive && task.process == for_whom.process;
}

bool LetsIn(const Task& task) { return task.process == this_process ? IsLetIn(task) : task.let_in; }

}  // namespace

// The state is read from the objects themselves where they have one, not from a model of them: an
// object may be made anew at the same address without any call that could be seen.
bool IsLetIn(const Task& task) {
  const Pending& pending = task.pending;
  switch (pending.operation) {
    case Operation::kLock:
      return MutexIsFree(task, pending.object);
    case Operation::kReadLock:
    case Operation::kWriteLock:
      return SharedMutexIsFree(task, reinterpret_cast<pthread_rwlock_t*>(pending.object),
                               pending.operation == Operation::kWriteLock);
    case Operation::kWait:
      return MutexIsFree(task, pending.second);
    case Operation::kAcquire:  // glibc keeps the value in the first word
      return __atomic_load_n(reinterpret_cast<const unsigned*>(pending.object), __ATOMIC_RELAXED) >
             0;
    case Operation::kOnce:
    case Operation::kStatic: {
      constexpr unsigned kRunning = 1u << 16;  // ThreadSanitizer's mark in the guard's word
      return (__atomic_load_n(reinterpret_cast<const unsigned*>(pending.object), __ATOMIC_RELAXED) &
              kRunning) == 0;
    }
    case Operation::kMeet:
      return __atomic_load_n(reinterpret_cast<const int*>(pending.object), __ATOMIC_RELAXED) >=
             pending.argument;
    case Operation::kWaitForChild:
      return ChildIsThere(pending);
    default:
      return true;
  }
}

bool IsEnabled(const Task& task) {
  if (task.state != TaskState::kAlive) return false;
  const Pending& pending = task.pending;
  switch (pending.operation) {
    case Operation::kLock:
    case Operation::kReadLock:
    case Operation::kWriteLock:
    case Operation::kAcquire:
      return LetsIn(task) || TimeIsOver(task);
    case Operation::kOnce:
    case Operation::kStatic:
    case Operation::kMeet:
    case Operation::kWaitForChild:
      return LetsIn(task);
    case Operation::kWait:
      return (task.signalled || TimeIsOver(task)) && LetsIn(task);
    case Operation::kJoin:
      return HasEnded(arena->tasks[pending.object], task) || TimeIsOver(task);
    case Operation::kBarrierWait:
      return ObjectWith(IdentityOf(pending), ObjectKind::kBarrier).round != pending.argument;
    case Operation::kFutexWait:
    case Operation::kPoll:
      return task.signalled || TimeIsOver(task);
    case Operation::kSleep:
      return TimeIsOver(task);
    case Operation::kFinish:
      return AllOthersAreDone(task);
    default:
      return true;
  }
}

std::uint64_t NextDeadline() {
  std::uint64_t next = kNever;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || IsEnabled(task) || TimeIsOver(task)) continue;
    if (task.pending.deadline < next) next = task.pending.deadline;
  }
  return next;
}

}  // namespace explore
