#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

bool MutexIsFree(const Task& task, std::uintptr_t address) {
  const auto* mutex = reinterpret_cast<const pthread_mutex_t*>(address);
  if (__atomic_load_n(&mutex->__data.__lock, __ATOMIC_RELAXED) == 0) return true;
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
        other.pending.object == task.pending.object && &other != &task) {
      return false;
    }
  }
  return true;
}

bool AllOthersAreDone(const Task& task) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& other = arena->tasks[i];
    if (&other != &task && other.state == TaskState::kAlive && !other.lost) return false;
  }
  return true;
}

}  // namespace

// The state is read from the objects themselves where they have one, not from a model of them: an
// object may be made anew at the same address without any call that could be seen.
bool IsEnabled(const Task& task) {
  if (task.state != TaskState::kAlive || task.lost) return false;
  const Pending& pending = task.pending;
  switch (pending.operation) {
    case Operation::kLock:
      return MutexIsFree(task, pending.object) || TimeIsOver(task);
    case Operation::kReadLock:
    case Operation::kWriteLock:
      return SharedMutexIsFree(task, reinterpret_cast<pthread_rwlock_t*>(pending.object),
                               pending.operation == Operation::kWriteLock) ||
             TimeIsOver(task);
    case Operation::kWait:
      return (task.signalled || TimeIsOver(task)) && MutexIsFree(task, pending.second);
    case Operation::kAcquire:  // glibc keeps the value in the first word
      return __atomic_load_n(reinterpret_cast<const unsigned*>(pending.object), __ATOMIC_RELAXED) >
                 0 ||
             TimeIsOver(task);
    case Operation::kJoin:
      return arena->tasks[pending.object].state != TaskState::kAlive || TimeIsOver(task);
    case Operation::kOnce:
    case Operation::kStatic: {
      constexpr unsigned kRunning = 1u << 16;  // ThreadSanitizer's mark in the guard's word
      return (__atomic_load_n(reinterpret_cast<const unsigned*>(pending.object), __ATOMIC_RELAXED) &
              kRunning) == 0;
    }
    case Operation::kBarrierWait:
      return ObjectAt(pending.object, ObjectKind::kBarrier).round != pending.argument;
    case Operation::kMeet:
      return __atomic_load_n(reinterpret_cast<const int*>(pending.object), __ATOMIC_RELAXED) >=
             pending.argument;
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
    if (task.state != TaskState::kAlive || task.lost || IsEnabled(task) || TimeIsOver(task))
      continue;
    if (task.pending.deadline < next) next = task.pending.deadline;
  }
  return next;
}

}  // namespace explore
