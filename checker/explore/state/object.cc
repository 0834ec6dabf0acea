#include "checker/explore/state/object.h"

#include "checker/explore/state/arena.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

constexpr int kMaxProbes = 64;

std::uint32_t SlotOf(std::uintptr_t key) {
  return static_cast<std::uint32_t>((key * 0x9e3779b97f4a7c15u) >> 40) & (kMaxObjects - 1);
}

// A mutex and the atomic inside it may have one address: the kind is part of the key.
std::uintptr_t KeyOf(std::uintptr_t identity, ObjectKind kind) {
  return identity ^ (static_cast<std::uintptr_t>(kind) << kKindShift);
}

void Renew(Object& object, std::uintptr_t key, ObjectKind kind) {
  static const Object kFresh;
  Assign(object, kFresh);
  object.key = key;
  object.generation = arena->job.generation;
  object.kind = kind;
  object.number = ++arena->schedule.kind_numbers[static_cast<int>(kind)];
}

}  // namespace

Object* FindObjectWith(std::uintptr_t identity, ObjectKind kind) {
  const std::uintptr_t key = KeyOf(identity, kind);
  std::uint32_t slot = SlotOf(key);
  for (int i = 0; i < kMaxProbes; ++i, slot = (slot + 1) & (kMaxObjects - 1)) {
    Object& object = arena->objects[slot];
    if (object.generation != arena->job.generation) return nullptr;
    if (object.key == key) return &object;
  }
  return nullptr;
}

// When a schedule uses more objects than there is room for, the oldest entry in reach is given up.
// What is lost is a name in a report, and the owner that a deadlock's cycle is drawn with.
Object& ObjectWith(std::uintptr_t identity, ObjectKind kind) {
  const std::uintptr_t key = KeyOf(identity, kind);
  const std::uint32_t first = SlotOf(key);
  std::uint32_t slot = first;
  for (int i = 0; i < kMaxProbes; ++i, slot = (slot + 1) & (kMaxObjects - 1)) {
    Object& object = arena->objects[slot];
    if (object.generation != arena->job.generation) {
      arena->object_slots[arena->schedule.objects++] = static_cast<int>(slot);
      Renew(object, key, kind);
      return object;
    }
    if (object.key == key) return object;
  }
  Renew(arena->objects[first], key, kind);
  return arena->objects[first];
}

Object& ObjectAt(std::uintptr_t address, ObjectKind kind) {
  return ObjectWith(IdentityOf(address), kind);
}

Object* FindObject(std::uintptr_t address, ObjectKind kind) {
  return FindObjectWith(IdentityOf(address), kind);
}

std::uintptr_t IdentityOf(const Object& object) { return KeyOf(object.key, object.kind); }

}  // namespace explore
