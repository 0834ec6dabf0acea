// What a thread is about to do when it comes to a scheduling point.
#ifndef CHECKER_EXPLORE_OPERATION_H_
#define CHECKER_EXPLORE_OPERATION_H_

#include <cstdint>

namespace checker {

enum class Operation : std::uint8_t {
  kNone,
  kStart,
  kCreate,
  kJoin,
  kLock,
  kTryLock,
  kUnlock,
  kReadLock,
  kWriteLock,
  kTryReadLock,
  kTryWriteLock,
  kReleaseLock,
  kBeginWait,
  kWait,
  kNotifyOne,
  kNotifyAll,
  kAcquire,
  kTryAcquire,
  kRelease,
  kArrive,
  kBarrierWait,
  kOnce,
  kStatic,
  kFutexCheck,
  kFutexWait,
  kFutexWake,
  kYield,
  kSleep,
  kClock,
  kLoad,
  kStore,
  kModify,
  kFence,
  kRead,
  kWrite,
  kMeet,
  kTransfer,
  kPoll,
  kFinish,
  kExit,
  kCount
};

enum class ObjectKind : std::uint8_t {
  kNothing,
  kThread,
  kMutex,
  kSharedMutex,
  kCondition,
  kSemaphore,
  kBarrier,
  kOnce,
  kStatic,
  kFutex,
  kAtomic,
  kMemory,
  kMeetingPoint,
  kDescriptor,
  kCount
};

struct OperationFacts {
  const char* name;
  ObjectKind object;
  bool writes;    // two operations on one object matter to each other if one of them writes
  bool progress;  // counts as getting on; otherwise doing nothing else for long is spinning
};

const OperationFacts& FactsOf(Operation operation);
const char* NameOf(ObjectKind kind);

}  // namespace checker

#endif  // CHECKER_EXPLORE_OPERATION_H_
