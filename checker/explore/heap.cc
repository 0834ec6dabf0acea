#include "checker/explore/heap.h"

#include "checker/explore/arena.h"

namespace checker {
namespace {

// An open hash table with linear probing. An entry of another schedule is a free one, so that
// nothing need be cleared.
struct Block {
  std::uintptr_t address;
  std::uint64_t schedule;
};

constexpr std::uint32_t kRoom = 1 << 17;
Block blocks[kRoom];
std::int64_t live = 0;
std::int64_t balance_without_control = 0;  // atomic

std::uint32_t HomeOf(std::uintptr_t address) {
  return static_cast<std::uint32_t>((address * 0x9e3779b97f4a7c15u) >> 47) & (kRoom - 1);
}

bool IsFree(const Block& block) { return block.schedule != arena->schedule; }

void Insert(std::uintptr_t address) {
  if (live >= kRoom / 2) return;  // beyond this a leak is certain anyway
  std::uint32_t i = HomeOf(address);
  while (!IsFree(blocks[i])) i = (i + 1) & (kRoom - 1);
  blocks[i] = {address, arena->schedule};
  ++live;
}

// Deletes by moving later entries back (Knuth, The Art of Computer Programming 3, algorithm 6.4R).
void Erase(std::uintptr_t address) {
  std::uint32_t i = HomeOf(address);
  while (!IsFree(blocks[i]) && blocks[i].address != address) i = (i + 1) & (kRoom - 1);
  if (IsFree(blocks[i])) return;
  --live;
  for (std::uint32_t k = i;;) {
    k = (k + 1) & (kRoom - 1);
    if (IsFree(blocks[k])) break;
    const std::uint32_t home = HomeOf(blocks[k].address);
    if (((k - home) & (kRoom - 1)) < ((k - i) & (kRoom - 1))) continue;
    blocks[i] = blocks[k];
    i = k;
  }
  blocks[i].schedule = 0;
}

}  // namespace

void ForgetHeap() {
  live = 0;
  __atomic_store_n(&balance_without_control, 0, __ATOMIC_SEQ_CST);
}

std::int64_t LiveBlocks() {
  if (self != nullptr) return live;
  return __atomic_load_n(&balance_without_control, __ATOMIC_SEQ_CST);
}

}  // namespace checker

using namespace checker;  // NOLINT: only hooks follow

extern "C" {

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
    Erase(reinterpret_cast<std::uintptr_t>(block));
  }
}

}  // extern "C"
