#include "checker/explore/detect/process_race.h"

#include "checker/explore/detect/vector_clock.h"
#include "checker/explore/report/shared_access.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

constexpr int kMostCells = 1 << 14;
constexpr unsigned kMostProbes = 32;
constexpr int kKept = 4;  // accesses of a cell, as ThreadSanitizer keeps

// Eight bytes of shared memory.
struct Cell {
  std::uintptr_t identity;
  std::uint64_t generation;
  unsigned next;  // the access that is given up next
  SharedAccess kept[kKept];
};

struct Cells {
  Cell at[kMostCells];
};

// When there is no room, what was known of another cell is lost, and with it perhaps a race.
Cell& CellOf(std::uintptr_t identity) {
  Cells& cells = InSharedMemory<Cells>();
  const auto first = static_cast<unsigned>((identity * 0x9e3779b97f4a7c15u) >> 40);
  Cell* cell = nullptr;
  for (unsigned i = 0; i < kMostProbes; ++i) {
    cell = &cells.at[(first + i) % kMostCells];
    if (cell->generation != arena->job.generation) break;
    if (cell->identity == identity) return *cell;
  }
  cell->identity = identity;
  cell->generation = arena->job.generation;
  cell->next = 0;
  for (SharedAccess& access : cell->kept) access.slot = -1;
  return *cell;
}

bool Races(const SharedAccess& now, const SharedAccess& before) {
  return before.slot >= 0 && before.process != now.process && (before.bytes & now.bytes) != 0 &&
         (before.write || now.write) && !(before.atomic && now.atomic) &&
         !ComesBefore(before.slot, before.moment, *self);
}

// Whether the new access tells all that the old one does.
bool Replaces(const SharedAccess& now, const SharedAccess& before) {
  return before.slot < 0 || (before.slot == now.slot && before.bytes == now.bytes &&
                             before.atomic == now.atomic && (now.write || !before.write));
}

void Keep(Cell& cell, const SharedAccess& now) {
  for (SharedAccess& before : cell.kept) {
    if (!Replaces(now, before)) continue;
    Assign(before, now);
    return;
  }
  Assign(cell.kept[cell.next++ % kKept], now);
}

void Look(std::uintptr_t identity, std::uintptr_t address, const SharedAccess& now) {
  Cell& cell = CellOf(identity);
  for (const SharedAccess& before : cell.kept) {
    if (Races(now, before)) TellRace(now, before, address);
  }
  Keep(cell, now);
}

SharedAccess AccessHere(std::size_t size, AccessKind kind, void* caller) {
  SharedAccess access = {};
  access.slot = self->slot;
  access.thread = NumberOf(*self);
  access.process = self->process;
  access.moment = MomentOf(*self);
  access.write = kind.write;
  access.atomic = kind.atomic;
  access.size = static_cast<int>(size);
  self->KeepInnermost(access.at, kKeptFrames - 1);
  access.at.Push(caller);
  return access;
}

}  // namespace

void StartRaceCheck() {
  InSharedMemory<Cells>();  // from here on shared with the child
  StartClocks();
}

void NoteSharedAccess(std::uintptr_t address, std::size_t size, AccessKind kind, void* caller) {
  const std::uintptr_t identity = IdentityOf(address);
  if (!IsShared(identity) || !ClocksRun()) return;
  SharedAccess access = AccessHere(size, kind, caller);
  for (std::size_t done = 0; done < size;) {  // cell by cell
    const std::size_t begin = (identity + done) % 8;
    const std::size_t count = size - done < 8 - begin ? size - done : 8 - begin;
    access.bytes = static_cast<std::uint8_t>(((1u << count) - 1) << begin);
    Look((identity + done) / 8, address, access);
    done += count;
  }
}

}  // namespace explore
