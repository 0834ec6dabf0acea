#include "checker/explore/operation.h"

namespace checker {
namespace {

// The rows are in the order of the enumeration. Taking and giving back a lock is not progress by
// itself: a thread that only looks at a flag under a mutex polls. What it writes under the lock is.
constexpr OperationFacts kOperations[] = {
    {"none", ObjectKind::kNothing, false, false},
    {"start", ObjectKind::kThread, false, true},
    {"create thread", ObjectKind::kNothing, true, true},
    {"join", ObjectKind::kThread, false, true},
    {"lock", ObjectKind::kMutex, true, false},
    {"try lock", ObjectKind::kMutex, true, false},
    {"unlock", ObjectKind::kMutex, true, false},
    {"lock shared", ObjectKind::kSharedMutex, false, false},
    {"lock", ObjectKind::kSharedMutex, true, false},
    {"try lock shared", ObjectKind::kSharedMutex, false, false},
    {"try lock", ObjectKind::kSharedMutex, true, false},
    {"unlock", ObjectKind::kSharedMutex, true, false},
    {"begin wait", ObjectKind::kCondition, true, false},
    {"wait", ObjectKind::kCondition, true, false},
    {"notify one", ObjectKind::kCondition, true, false},
    {"notify all", ObjectKind::kCondition, true, false},
    {"acquire", ObjectKind::kSemaphore, true, false},
    {"try acquire", ObjectKind::kSemaphore, true, false},
    {"release", ObjectKind::kSemaphore, true, true},
    {"arrive", ObjectKind::kBarrier, true, true},
    {"wait", ObjectKind::kBarrier, true, true},
    {"call once", ObjectKind::kOnce, true, false},
    {"initialise static", ObjectKind::kStatic, true, true},
    {"futex check", ObjectKind::kFutex, false, false},
    {"futex wait", ObjectKind::kFutex, true, false},
    {"futex wake", ObjectKind::kFutex, true, false},
    {"yield", ObjectKind::kNothing, false, false},
    {"sleep", ObjectKind::kNothing, false, false},
    {"read clock", ObjectKind::kNothing, false, false},
    {"atomic load", ObjectKind::kAtomic, false, false},
    {"atomic store", ObjectKind::kAtomic, true, false},
    {"atomic update", ObjectKind::kAtomic, true, false},
    {"fence", ObjectKind::kNothing, false, false},
    {"read", ObjectKind::kMemory, false, false},
    {"write", ObjectKind::kMemory, true, false},
    {"meet", ObjectKind::kMeetingPoint, true, true},
    {"transfer", ObjectKind::kDescriptor, true, true},
    {"poll", ObjectKind::kDescriptor, false, false},
    {"finish", ObjectKind::kNothing, false, true},
    {"exit", ObjectKind::kNothing, false, true},
};
static_assert(sizeof(kOperations) / sizeof(kOperations[0]) ==
              static_cast<unsigned>(Operation::kCount));

constexpr const char* kKinds[] = {
    "",          "thread", "mutex", "shared mutex", "condition", "semaphore",     "barrier",
    "once flag", "static", "futex", "atomic",       "memory",    "meeting point", "descriptor"};
static_assert(sizeof(kKinds) / sizeof(kKinds[0]) == static_cast<unsigned>(ObjectKind::kCount));

}  // namespace

const OperationFacts& FactsOf(Operation operation) {
  return kOperations[static_cast<int>(operation)];
}

const char* NameOf(ObjectKind kind) { return kKinds[static_cast<int>(kind)]; }

}  // namespace checker
