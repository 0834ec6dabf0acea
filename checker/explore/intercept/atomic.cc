// Atomic operations of instrumented code (linked with --wrap): always scheduling points.
//
// A weak compare-exchange can't be made to fail here: the compiler asks for the old value only and
// compares it itself. weak_compare_exchange.h asks before it comes to that.
#include <cstdint>

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/detect/process_race.h"
#include "checker/explore/intercept/fence.h"
#include "checker/explore/intercept/wake.h"
#include "checker/explore/libstdcxx/weak_compare_exchange.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

using Wide = unsigned __int128;

// The task has the turn, so nobody writes meanwhile: a plain read will do, also for 16 bytes.
template <class T>
T Peek(const volatile T* address) {
  return *address;
}

// While there is one task only, nothing can come between its operations.
[[gnu::noinline]] void BeforeAtomic(Operation operation, const volatile void* address,
                                    std::size_t size, void* caller) {
  if (arena->schedule.alive == 1 && !SeveralProcesses()) {
    NoteLoneStep();
    return;
  }
  const auto where = reinterpret_cast<std::uintptr_t>(address);
  CallSite site(caller);
  Point({.operation = operation, .object = where});
  if (SeveralProcesses())
    NoteSharedAccess(where, size, {FactsOf(operation).writes, /*atomic=*/true}, caller);
}

[[gnu::noinline]] void NoteChange(const volatile void* address, std::size_t size) {
  NoteProgress(*self);
  if (arena->schedule.probing) NoteWriteInProbe(reinterpret_cast<std::uintptr_t>(address), size);
}

template <class T>
void BeforeStore(volatile T* address, T value, Operation operation, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(operation, address, sizeof(T), caller);
  if (Peek(address) != value) NoteChange(address, sizeof(T));
}

// `after` tells the new value from the old one.
template <class T, class After>
void BeforeUpdate(volatile T* address, After after, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(Operation::kModify, address, sizeof(T), caller);
  const T old = Peek(address);
  if (static_cast<T>(after(old)) != old) NoteChange(address, sizeof(T));
}

template <class T>
void BeforeExchange(volatile T* address, T expected, T value, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(Operation::kModify, address, sizeof(T), caller);
  const T old = Peek(address);
  if (old == expected && value != old) NoteChange(address, sizeof(T));
}

}  // namespace
}  // namespace explore

// NOLINTBEGIN(bugprone-macro-parentheses): the macros make the names that the compiler calls.
#define EXPLORE_WRAP_UPDATE(bits, T, name, after)                                             \
  extern "C" T __real___tsan_atomic##bits##_##name(volatile T*, T, int);                      \
  extern "C" T __wrap___tsan_atomic##bits##_##name(volatile T* address, T value, int order) { \
    explore::BeforeUpdate(                                                                    \
        address, [value](T old) { return after; }, EXPLORE_CALLER());                         \
    [[clang::musttail]] return __real___tsan_atomic##bits##_##name(                           \
        address, value, explore::OrderOfUpdate(address, order));                              \
  }

#define EXPLORE_WRAP_CAS(bits, T, name)                                                         \
  extern "C" int __real___tsan_atomic##bits##_##name(volatile T*, T*, T, int, int);             \
  extern "C" int __wrap___tsan_atomic##bits##_##name(volatile T* address, T* expected, T value, \
                                                     int order, int failure_order) {            \
    explore::BeforeExchange(address, *expected, value, EXPLORE_CALLER());                       \
    [[clang::musttail]] return __real___tsan_atomic##bits##_##name(                             \
        address, expected, value, explore::OrderOfUpdate(address, order),                       \
        explore::OrderOfLoad(address, failure_order));                                          \
  }

#define EXPLORE_WRAP_ATOMIC(bits, T)                                                            \
  extern "C" T __real___tsan_atomic##bits##_load(const volatile T*, int);                       \
  extern "C" T __wrap___tsan_atomic##bits##_load(const volatile T* address, int order) {        \
    if (explore::UnderControl()) {                                                              \
      explore::BeforeAtomic(explore::Operation::kLoad, address, sizeof(T), EXPLORE_CALLER());   \
    }                                                                                           \
    [[clang::musttail]] return __real___tsan_atomic##bits##_load(                               \
        address, explore::OrderOfLoad(address, order));                                         \
  }                                                                                             \
  extern "C" void __real___tsan_atomic##bits##_store(volatile T*, T, int);                      \
  extern "C" void __wrap___tsan_atomic##bits##_store(volatile T* address, T value, int order) { \
    explore::BeforeStore(address, value, explore::Operation::kStore, EXPLORE_CALLER());         \
    [[clang::musttail]] return __real___tsan_atomic##bits##_store(                              \
        address, value, explore::OrderOfStore(address, order));                                 \
  }                                                                                             \
  extern "C" T __real___tsan_atomic##bits##_exchange(volatile T*, T, int);                      \
  extern "C" T __wrap___tsan_atomic##bits##_exchange(volatile T* address, T value, int order) { \
    explore::BeforeStore(address, value, explore::Operation::kModify, EXPLORE_CALLER());        \
    [[clang::musttail]] return __real___tsan_atomic##bits##_exchange(                           \
        address, value, explore::OrderOfUpdate(address, order));                                \
  }                                                                                             \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_add, old + value)                                          \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_sub, old - value)                                          \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_and, old& value)                                           \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_or, old | value)                                           \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_xor, old ^ value)                                          \
  EXPLORE_WRAP_UPDATE(bits, T, fetch_nand, ~(old & value))                                      \
  EXPLORE_WRAP_CAS(bits, T, compare_exchange_strong)                                            \
  EXPLORE_WRAP_CAS(bits, T, compare_exchange_weak)                                              \
  extern "C" T __real___tsan_atomic##bits##_compare_exchange_val(volatile T*, T, T, int, int);  \
  extern "C" T __wrap___tsan_atomic##bits##_compare_exchange_val(                               \
      volatile T* address, T expected, T value, int order, int failure_order) {                 \
    explore::BeforeExchange(address, expected, value, EXPLORE_CALLER());                        \
    [[clang::musttail]] return __real___tsan_atomic##bits##_compare_exchange_val(               \
        address, expected, value, explore::OrderOfUpdate(address, order),                       \
        explore::OrderOfLoad(address, failure_order));                                          \
  }

EXPLORE_WRAP_ATOMIC(8, std::uint8_t)
EXPLORE_WRAP_ATOMIC(16, std::uint16_t)
EXPLORE_WRAP_ATOMIC(32, std::uint32_t)
EXPLORE_WRAP_ATOMIC(64, std::uint64_t)
EXPLORE_WRAP_ATOMIC(128, explore::Wide)
// NOLINTEND

extern "C" {

bool checker_weak_compare_exchange_fails() {
  return explore::UnderControl() && explore::EndsForNoReason();
}

}  // extern "C"
