// Plain memory accesses and function frames, by the calls that the compiler puts into instrumented
// code (linked with --wrap, see wrap.ldflags). Each wrapper does its point and then jumps to
// ThreadSanitizer's own function, so that the caller in its report stays the student's line.
#include "checker/explore/core.h"
#include "checker/explore/progress.h"
#include "checker/explore/report.h"
#include "checker/explore/stuck.h"
#include "checker/explore/tsan.h"

namespace checker {
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
  if (arena->probing) NoteWriteInProbe(address, size);
}

// ThreadSanitizer has room for 65,536 calls within each other, and writes on where it has none.
constexpr int kMostCalls = 60'000;

[[gnu::noinline]] void ReportTooManyCalls() {
  self->pending = {};
  ReportAndExit("crash", "stack-overflow: 60,000 calls within each other");
}

inline void BeforeRead(const void* address, void* caller) {
  if (UnderControl())
    AccessPoint(Operation::kRead, reinterpret_cast<std::uintptr_t>(address), caller);
}

inline void BeforeWrite(const void* address, std::size_t size, void* caller) {
  if (!UnderControl()) return;
  const auto where = reinterpret_cast<std::uintptr_t>(address);
  AccessPoint(Operation::kWrite, where, caller);
  if ((self->idle | self->naps) != 0 || arena->probing) NoteWrite(*self, where, size);
}

}  // namespace
}  // namespace checker

// NOLINTBEGIN(bugprone-macro-parentheses): the macros make the names that the compiler calls.
#define CHECKER_WRAP_READ(name)                        \
  extern "C" void __real_##name(void*);                \
  extern "C" void __wrap_##name(void* address) {       \
    checker::BeforeRead(address, CHECKER_CALLER());    \
    [[clang::musttail]] return __real_##name(address); \
  }

#define CHECKER_WRAP_WRITE(name, size)                     \
  extern "C" void __real_##name(void*);                    \
  extern "C" void __wrap_##name(void* address) {           \
    checker::BeforeWrite(address, size, CHECKER_CALLER()); \
    [[clang::musttail]] return __real_##name(address);     \
  }

CHECKER_WRAP_READ(__tsan_read1)
CHECKER_WRAP_READ(__tsan_read2)
CHECKER_WRAP_READ(__tsan_read4)
CHECKER_WRAP_READ(__tsan_read8)
CHECKER_WRAP_READ(__tsan_read16)
CHECKER_WRAP_READ(__tsan_unaligned_read2)
CHECKER_WRAP_READ(__tsan_unaligned_read4)
CHECKER_WRAP_READ(__tsan_unaligned_read8)
CHECKER_WRAP_READ(__tsan_unaligned_read16)
CHECKER_WRAP_READ(__tsan_vptr_read)
CHECKER_WRAP_WRITE(__tsan_write1, 1)
CHECKER_WRAP_WRITE(__tsan_write2, 2)
CHECKER_WRAP_WRITE(__tsan_write4, 4)
CHECKER_WRAP_WRITE(__tsan_write8, 8)
CHECKER_WRAP_WRITE(__tsan_write16, 16)
CHECKER_WRAP_WRITE(__tsan_unaligned_write2, 2)
CHECKER_WRAP_WRITE(__tsan_unaligned_write4, 4)
CHECKER_WRAP_WRITE(__tsan_unaligned_write8, 8)
CHECKER_WRAP_WRITE(__tsan_unaligned_write16, 16)
// NOLINTEND

extern "C" {

void __real___tsan_vptr_update(void** address, void* value);
void __wrap___tsan_vptr_update(void** address, void* value) {
  checker::BeforeWrite(address, sizeof(void*), CHECKER_CALLER());
  [[clang::musttail]] return __real___tsan_vptr_update(address, value);
}

void __real___tsan_func_entry(void* caller);
void __wrap___tsan_func_entry(void* caller) {
  if (checker::self != nullptr) {
    checker::self->PushFrame(caller);
    if (checker::self->depth == checker::kMostCalls) checker::ReportTooManyCalls();
  }
  [[clang::musttail]] return __real___tsan_func_entry(caller);
}

void __real___tsan_func_exit();
void __wrap___tsan_func_exit() {
  if (checker::self != nullptr) checker::self->PopFrame();
  [[clang::musttail]] return __real___tsan_func_exit();
}

}  // extern "C"
