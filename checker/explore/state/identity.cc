#include "checker/explore/state/identity.h"

#include "checker/explore/state/shared_memory.h"

namespace explore {
namespace {

constexpr int kProcessShift = 48;  // addresses of programs lie below
constexpr std::uintptr_t kAddressMask = (std::uintptr_t{1} << kProcessShift) - 1;
constexpr std::uintptr_t kShared = kMaxProcesses;  // in the place of the process

static_assert(kMaxProcesses < 1 << (kKindShift - kProcessShift));

// Those of the calling process: a forked child begins with those of its parent, as it should.
SharedMappings mappings;
bool mappings_known = false;

std::uintptr_t PrivateTo(int process, std::uintptr_t address) {
  return address | static_cast<std::uintptr_t>(process) << kProcessShift;
}

bool IsPrivateTo(int process, std::uintptr_t identity) {
  return identity >> kProcessShift == static_cast<std::uintptr_t>(process);
}

// The objects of one file have identities of their own as long as no two files share a hash.
std::uintptr_t PlaceInFile(const SharedMapping& mapping, std::uintptr_t address) {
  const std::uintptr_t file = mapping.file * 0x9e3779b97f4a7c15u;
  return (file + mapping.offset + (address - mapping.begin)) & kAddressMask;
}

void CopyObject(const Object& from, std::uintptr_t identity, const Task& child) {
  Object& copy = ObjectWith(identity, from.kind);
  copy.number = from.number;
  copy.owner = self != nullptr && from.owner == self->slot ? child.slot : from.owner;
  copy.count = from.count;
  copy.round = from.round;
}

// One that was used before there was a second process is known by its address. That entry stays,
// and is found again at the next fork.
void MoveToSharedMemory(const Object& object, std::uintptr_t identity) {
  if (FindObjectWith(identity, object.kind) != nullptr) return;
  Object& moved = ObjectWith(identity, object.kind);
  moved.number = object.number;
  moved.owner = object.owner;
  moved.count = object.count;
  moved.round = object.round;
  moved.notice = object.notice;
}

}  // namespace

std::uintptr_t IdentityAmongProcesses(std::uintptr_t address) {
  if (!mappings_known) {
    mappings.Read();
    mappings_known = true;
  }
  const SharedMapping* const mapping = mappings.Holding(address);
  if (mapping == nullptr) return PrivateTo(this_process, address);
  return PrivateTo(kShared, PlaceInFile(*mapping, address));
}

bool IsShared(std::uintptr_t identity) { return IsPrivateTo(kShared, identity); }

void Identify(Pending& pending) {
  pending.identity = IdentityAmongProcesses(pending.object);
  pending.second_identity = IdentityAmongProcesses(pending.second);
}

void CopyObjectsFor(const Task& child) {
  const int count = arena->schedule.objects;  // without those that are added here
  for (int i = 0; i < count; ++i) {
    const Object& object = arena->objects[arena->object_slots[i]];
    const std::uintptr_t known = IdentityOf(object);
    if (!IsPrivateTo(this_process, known)) continue;
    const std::uintptr_t address = known & kAddressMask;
    const std::uintptr_t identity = IdentityAmongProcesses(address);
    if (identity != known) {
      MoveToSharedMemory(object, identity);
    } else {
      CopyObject(object, PrivateTo(child.process, address), child);
    }
  }
}

void ForgetMappings() { mappings_known = false; }

}  // namespace explore
