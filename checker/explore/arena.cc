#include "checker/explore/arena.h"

#include <sys/mman.h>

#include "checker/explore/raw.h"

namespace checker {

Arena* arena = nullptr;
__thread Task* self __attribute__((tls_model("initial-exec"))) = nullptr;

namespace {

std::uint32_t SlotOf(std::uintptr_t key) {
  return static_cast<std::uint32_t>((key * 0x9e3779b97f4a7c15u) >> 40) & (kMaxObjects - 1);
}

// A mutex and the atomic inside it may have one address: the kind is part of the key.
std::uintptr_t KeyOf(std::uintptr_t address, ObjectKind kind) {
  return address ^ (static_cast<std::uintptr_t>(kind) << 56);
}

void Renew(Object& object, std::uintptr_t key, ObjectKind kind) {
  RawZero(&object, sizeof object);
  object.key = key;
  object.schedule = arena->schedule;
  object.kind = kind;
  object.number = ++arena->kind_numbers[static_cast<int>(kind)];
  object.owner = -1;
  object.notice.task = -1;
}

constexpr int kMaxProbes = 64;

}  // namespace

void* MapShared(std::size_t bytes) {
  const long memory = RawCall(SYS_mmap, 0, static_cast<long>(bytes), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory < 0 && memory > -4096) RawExit(2);
  return reinterpret_cast<void*>(memory);
}

void MapArena() {
  arena = static_cast<Arena*>(MapShared(sizeof(Arena)));
  arena->exhausted_delays = -1;
  arena->child_outcome = static_cast<Outcome*>(MapShared(sizeof(Outcome)));
}

Object* FindObject(std::uintptr_t address, ObjectKind kind) {
  const std::uintptr_t key = KeyOf(address, kind);
  std::uint32_t slot = SlotOf(key);
  for (int i = 0; i < kMaxProbes; ++i, slot = (slot + 1) & (kMaxObjects - 1)) {
    Object& object = arena->objects[slot];
    if (object.schedule != arena->schedule) return nullptr;
    if (object.key == key) return &object;
  }
  return nullptr;
}

// When a schedule uses more objects than there is room for, the oldest entry in reach is given up.
// What is lost is a name in a report, and the owner that a deadlock's cycle is drawn with.
Object& ObjectAt(std::uintptr_t address, ObjectKind kind) {
  const std::uintptr_t key = KeyOf(address, kind);
  const std::uint32_t first = SlotOf(key);
  std::uint32_t slot = first;
  for (int i = 0; i < kMaxProbes; ++i, slot = (slot + 1) & (kMaxObjects - 1)) {
    Object& object = arena->objects[slot];
    if (object.schedule != arena->schedule) {
      Renew(object, key, kind);
      return object;
    }
    if (object.key == key) return object;
  }
  Renew(arena->objects[first], key, kind);
  return arena->objects[first];
}

}  // namespace checker
