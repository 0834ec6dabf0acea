#include "checker/explore/detect/heap.h"

#include <sanitizer/allocator_interface.h>

#include "checker/explore/base/program.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

// An open hash table with linear probing. An entry of another schedule is a free one, so that
// nothing need be cleared.
struct Block {
  std::uintptr_t address;
  std::uint64_t generation;
  std::uint64_t number;  // in order of allocation
  KeptStack made_at;
};

constexpr std::uint32_t kRoom = 1 << 17;
Block blocks[kRoom];
std::int64_t live = 0;
std::uint64_t allocations = 0;
std::int64_t balance_without_control = 0;  // atomic

constexpr int kMostLeft = 1000;
std::uintptr_t left[kMostLeft];  // 0: freed since
int left_count = 0;
std::int64_t left_freed = 0;

std::uint32_t HomeOf(std::uintptr_t address) {
  return static_cast<std::uint32_t>((address * 0x9e3779b97f4a7c15u) >> 47) & (kRoom - 1);
}

bool IsFree(const Block& block) { return block.generation != arena->job.generation; }

void Insert(std::uintptr_t address) {
  if (live >= kRoom / 2) return;  // beyond this a leak is certain anyway
  std::uint32_t i = HomeOf(address);
  while (!IsFree(blocks[i])) i = (i + 1) & (kRoom - 1);
  Block& block = blocks[i];
  block.address = address;
  block.generation = arena->job.generation;
  block.number = ++allocations;
  self->KeepInnermost(block.made_at);
  ++live;
}

void NoteFreeOfWhatWasLeft(std::uintptr_t address) {
  for (int i = 0; i < left_count; ++i) {
    if (left[i] != address) continue;
    left[i] = 0;  // the address may be allocated again
    ++left_freed;
    return;
  }
}

// Deletes by moving later entries back (Knuth, The Art of Computer Programming 3, algorithm 6.4R).
void Erase(std::uintptr_t address) {
  std::uint32_t i = HomeOf(address);
  while (!IsFree(blocks[i]) && blocks[i].address != address) i = (i + 1) & (kRoom - 1);
  if (IsFree(blocks[i])) return NoteFreeOfWhatWasLeft(address);
  --live;
  for (std::uint32_t k = i;;) {
    k = (k + 1) & (kRoom - 1);
    if (IsFree(blocks[k])) break;
    const std::uint32_t home = HomeOf(blocks[k].address);
    if (((k - home) & (kRoom - 1)) < ((k - i) & (kRoom - 1))) continue;
    blocks[i] = blocks[k];
    i = k;
  }
  blocks[i].generation = 0;
}

// ThreadSanitizer takes a second free that is ordered behind the first for granted.
void RefuseWhatIsNotAllocated(const void* block) {
  if (self->silent != 0 || __sanitizer_get_allocated_size(block) != 0) return;
  if (void* const student = CallerInProgram(EXPLORE_FRAME(), 200)) self->PushFrame(student);
  self->pending = {};
  ReportAndExit(FindingKind::kCrash, "memory was freed that is not allocated: twice, or never");
}

}  // namespace

void ForgetHeap() {
  live = 0;
  __atomic_store_n(&balance_without_control, 0, __ATOMIC_SEQ_CST);
}

std::int64_t LiveBlocks() {
  if (live > 0 || self != nullptr) return live;
  return __atomic_load_n(&balance_without_control, __ATOMIC_SEQ_CST);
}

void RememberWhatIsLeft() {
  left_count = 0;
  left_freed = 0;
  for (const Block& block : blocks) {
    if (!IsFree(block) && left_count < kMostLeft) left[left_count++] = block.address;
  }
}

std::int64_t ForgetWhatWasLeft() {
  left_count = 0;
  return left_freed;
}

const KeptStack& StackOfLiveBlock() {
  const Block* oldest = nullptr;
  for (const Block& block : blocks) {
    if (IsFree(block)) continue;
    if (oldest == nullptr || block.number < oldest->number) oldest = &block;
  }
  static const KeptStack kUnknown;
  return oldest == nullptr ? kUnknown : oldest->made_at;
}

}  // namespace explore

using namespace explore;  // NOLINT: only hooks follow

extern "C" {

// operator new is wrapped only to know its caller.
void* __real__Znwm(std::size_t size);
void* __real__Znam(std::size_t size);

void* __wrap__Znwm(std::size_t size) {
  if (self == nullptr) [[clang::musttail]]
    return __real__Znwm(size);
  CallSite site(EXPLORE_CALLER());
  return __real__Znwm(size);
}

void* __wrap__Znam(std::size_t size) {
  if (self == nullptr) [[clang::musttail]]
    return __real__Znam(size);
  CallSite site(EXPLORE_CALLER());
  return __real__Znam(size);
}

void __sanitizer_malloc_hook(const volatile void* block, std::size_t) {
  if (self == nullptr) {
    __atomic_fetch_add(&balance_without_control, 1, __ATOMIC_SEQ_CST);
  } else if (self->silent == 0) {
    Insert(reinterpret_cast<std::uintptr_t>(block));
  }
}

void __sanitizer_free_hook(const volatile void* block) {
  if (self == nullptr) {
    __atomic_fetch_sub(&balance_without_control, 1, __ATOMIC_SEQ_CST);
  } else {
    RefuseWhatIsNotAllocated(const_cast<const void*>(block));
    Erase(reinterpret_cast<std::uintptr_t>(block));
  }
}

}  // extern "C"
