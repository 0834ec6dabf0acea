// Plain memory accesses and function frames, by the calls that the compiler puts into instrumented
// code (linked with --wrap, see wrap.ldflags). Each wrapper does its point and then jumps to
// ThreadSanitizer's own function, so that the caller in its report stays the student's line.
#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/detect/process_race.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

bool IsOnOwnStack(const Task& task, std::uintptr_t address) {
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  return address >= here && address < task.stack_top;
}

// Writing what others can see is getting on; a thread that only polls writes at most its own
// locals.
[[gnu::noinline]] void NoteWrite(Task& task, std::uintptr_t address, std::size_t size) {
  if (IsOnOwnStack(task, address)) return;
  NoteProgress(task);
  if (arena->schedule.probing) NoteWriteInProbe(address, size);
}

// ThreadSanitizer has room for 65,536 calls within each other, and writes on where it has none.
constexpr int kMostCalls = 60'000;

[[gnu::noinline]] void ReportTooManyCalls() {
  self->pending = {};
  ReportAndExit(FindingKind::kCrash, "stack-overflow: 60,000 calls within each other");
}

inline void BeforeRead(const void* address, std::size_t size, void* caller) {
  if (!UnderControl()) return;
  const auto where = reinterpret_cast<std::uintptr_t>(address);
  AccessPoint(Operation::kRead, where, caller);
  if (SeveralProcesses()) NoteSharedAccess(where, size, {.write = false, .atomic = false}, caller);
}

inline void BeforeWrite(const void* address, std::size_t size, void* caller) {
  if (!UnderControl()) return;
  const auto where = reinterpret_cast<std::uintptr_t>(address);
  AccessPoint(Operation::kWrite, where, caller);
  if (SeveralProcesses()) NoteSharedAccess(where, size, {.write = true, .atomic = false}, caller);
  if ((self->idleness.points | self->idleness.naps) != 0 || arena->schedule.probing)
    NoteWrite(*self, where, size);
}

}  // namespace
}  // namespace explore

// NOLINTBEGIN(bugprone-macro-parentheses): the macros make the names that the compiler calls.
#define EXPLORE_WRAP_READ(name, size)                     \
  extern "C" void __real_##name(void*);                   \
  extern "C" void __wrap_##name(void* address) {          \
    explore::BeforeRead(address, size, EXPLORE_CALLER()); \
    [[clang::musttail]] return __real_##name(address);    \
  }

#define EXPLORE_WRAP_WRITE(name, size)                     \
  extern "C" void __real_##name(void*);                    \
  extern "C" void __wrap_##name(void* address) {           \
    explore::BeforeWrite(address, size, EXPLORE_CALLER()); \
    [[clang::musttail]] return __real_##name(address);     \
  }

EXPLORE_WRAP_READ(__tsan_read1, 1)
EXPLORE_WRAP_READ(__tsan_read2, 2)
EXPLORE_WRAP_READ(__tsan_read4, 4)
EXPLORE_WRAP_READ(__tsan_read8, 8)
EXPLORE_WRAP_READ(__tsan_read16, 16)
EXPLORE_WRAP_READ(__tsan_unaligned_read2, 2)
EXPLORE_WRAP_READ(__tsan_unaligned_read4, 4)
EXPLORE_WRAP_READ(__tsan_unaligned_read8, 8)
EXPLORE_WRAP_READ(__tsan_unaligned_read16, 16)
EXPLORE_WRAP_READ(__tsan_vptr_read, sizeof(void*))
EXPLORE_WRAP_WRITE(__tsan_write1, 1)
EXPLORE_WRAP_WRITE(__tsan_write2, 2)
EXPLORE_WRAP_WRITE(__tsan_write4, 4)
EXPLORE_WRAP_WRITE(__tsan_write8, 8)
EXPLORE_WRAP_WRITE(__tsan_write16, 16)
EXPLORE_WRAP_WRITE(__tsan_unaligned_write2, 2)
EXPLORE_WRAP_WRITE(__tsan_unaligned_write4, 4)
EXPLORE_WRAP_WRITE(__tsan_unaligned_write8, 8)
EXPLORE_WRAP_WRITE(__tsan_unaligned_write16, 16)
// NOLINTEND

extern "C" {

void __real___tsan_vptr_update(void** address, void* value);
void __wrap___tsan_vptr_update(void** address, void* value) {
  explore::BeforeWrite(address, sizeof(void*), EXPLORE_CALLER());
  [[clang::musttail]] return __real___tsan_vptr_update(address, value);
}

void __real___tsan_func_entry(void* caller);
void __wrap___tsan_func_entry(void* caller) {
  if (explore::self != nullptr) {
    explore::self->PushFrame(caller);
    if (explore::self->depth == explore::kMostCalls) explore::ReportTooManyCalls();
  }
  [[clang::musttail]] return __real___tsan_func_entry(caller);
}

void __real___tsan_func_exit();
void __wrap___tsan_func_exit() {
  if (explore::self != nullptr) explore::self->PopFrame();
  [[clang::musttail]] return __real___tsan_func_exit();
}

}  // extern "C"
