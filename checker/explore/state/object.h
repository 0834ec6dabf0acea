// What tasks operate on, as far as its own memory does not tell it.
//
// Thread safety: only whoever has the turn.
#ifndef CHECKER_EXPLORE_STATE_OBJECT_H_
#define CHECKER_EXPLORE_STATE_OBJECT_H_

#include <cstdint>

#include "checker/explore/state/kept_stack.h"
#include "checker/protocol/operation.h"

namespace explore {

using protocol::ObjectKind;

constexpr int kMaxObjects = 1 << 14;
constexpr int kKindShift = 59;  // of the kind in an object's key, above its identity

// A notify or wake, remembered for the sleeper that missed it.
struct Notice {
  int task = -1;  // its number in records
  std::uint64_t step = 0;
  int woken = 0;
  KeptStack at;
};

struct Object {
  std::uintptr_t key = 0;
  std::uint64_t generation = 0;  // entries of earlier schedules are free
  ObjectKind kind = ObjectKind::kNothing;
  int number = 0;  // the how-manieth of its kind, by first use
  int owner = -1;  // slot of the task that holds it, -1: nobody
  int count = 0;   // barrier: parties here
  int round = 0;   // barrier: rounds completed
  Notice notice;
};

// The entry for the object at an address of the calling process, made at its first use in this
// schedule.
Object& ObjectAt(std::uintptr_t address, ObjectKind kind);

// The entry if there is one, else nullptr.
Object* FindObject(std::uintptr_t address, ObjectKind kind);

// The same for an object of any process, by its identity (identity.h).
Object& ObjectWith(std::uintptr_t identity, ObjectKind kind);
Object* FindObjectWith(std::uintptr_t identity, ObjectKind kind);
std::uintptr_t IdentityOf(const Object& object);

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_OBJECT_H_
