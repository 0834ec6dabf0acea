// Atomic operations of instrumented code (linked with --wrap): always scheduling points.
//
// A weak compare-exchange can't be made to fail here: the compiler asks for the old value only and
// compares it itself. weak_compare_exchange.h asks before it comes to that.
#include <cstdint>

#include "checker/explore/core.h"
#include "checker/explore/intercept/fence.h"
#include "checker/explore/intercept/wake.h"
#include "checker/explore/progress.h"
#include "checker/explore/stuck.h"
#include "checker/explore/tsan.h"
#include "checker/explore/weak_compare_exchange.h"

namespace checker {
namespace {

using Wide = unsigned __int128;

// The task has the turn, so nobody writes meanwhile: a plain read will do, also for 16 bytes.
template <class T>
T Peek(const volatile T* address) {
  return *address;
}

// While there is one task only, nothing can come between its operations.
[[gnu::noinline]] void BeforeAtomic(Operation operation, const volatile void* address,
                                    void* caller) {
  if (arena->alive == 1) {
    NoteLoneStep();
    return;
  }
  Place place(caller);
  Point({.operation = operation, .object = reinterpret_cast<std::uintptr_t>(address)});
}

[[gnu::noinline]] void NoteChange(const volatile void* address, std::size_t size) {
  NoteProgress(*self);
  if (arena->probing) NoteWriteInProbe(reinterpret_cast<std::uintptr_t>(address), size);
}

template <class T>
void BeforeStore(volatile T* address, T value, Operation operation, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(operation, address, caller);
  if (Peek(address) != value) NoteChange(address, sizeof(T));
}

// `after` tells the new value from the old one.
template <class T, class After>
void BeforeUpdate(volatile T* address, After after, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(Operation::kModify, address, caller);
  const T old = Peek(address);
  if (static_cast<T>(after(old)) != old) NoteChange(address, sizeof(T));
}

template <class T>
void BeforeExchange(volatile T* address, T expected, T value, void* caller) {
  if (!UnderControl()) return;
  BeforeAtomic(Operation::kModify, address, caller);
  const T old = Peek(address);
  if (old == expected && value != old) NoteChange(address, sizeof(T));
}

}  // namespace
}  // namespace checker

// NOLINTBEGIN(bugprone-macro-parentheses): the macros make the names that the compiler calls.
#define CHECKER_WRAP_UPDATE(bits, T, name, after)                                             \
  extern "C" T __real___tsan_atomic##bits##_##name(volatile T*, T, int);                      \
  extern "C" T __wrap___tsan_atomic##bits##_##name(volatile T* address, T value, int order) { \
    checker::BeforeUpdate(                                                                    \
        address, [value](T old) { return after; }, CHECKER_CALLER());                         \
    [[clang::musttail]] return __real___tsan_atomic##bits##_##name(                           \
        address, value, checker::OrderOfUpdate(address, order));                              \
  }

#define CHECKER_WRAP_CAS(bits, T, name)                                                         \
  extern "C" int __real___tsan_atomic##bits##_##name(volatile T*, T*, T, int, int);             \
  extern "C" int __wrap___tsan_atomic##bits##_##name(volatile T* address, T* expected, T value, \
                                                     int order, int failure_order) {            \
    checker::BeforeExchange(address, *expected, value, CHECKER_CALLER());                       \
    [[clang::musttail]] return __real___tsan_atomic##bits##_##name(                             \
        address, expected, value, checker::OrderOfUpdate(address, order),                       \
        checker::OrderOfLoad(address, failure_order));                                          \
  }

#define CHECKER_WRAP_ATOMIC(bits, T)                                                            \
  extern "C" T __real___tsan_atomic##bits##_load(const volatile T*, int);                       \
  extern "C" T __wrap___tsan_atomic##bits##_load(const volatile T* address, int order) {        \
    if (checker::UnderControl()) {                                                              \
      checker::BeforeAtomic(checker::Operation::kLoad, address, CHECKER_CALLER());              \
    }                                                                                           \
    [[clang::musttail]] return __real___tsan_atomic##bits##_load(                               \
        address, checker::OrderOfLoad(address, order));                                         \
  }                                                                                             \
  extern "C" void __real___tsan_atomic##bits##_store(volatile T*, T, int);                      \
  extern "C" void __wrap___tsan_atomic##bits##_store(volatile T* address, T value, int order) { \
    checker::BeforeStore(address, value, checker::Operation::kStore, CHECKER_CALLER());         \
    [[clang::musttail]] return __real___tsan_atomic##bits##_store(                              \
        address, value, checker::OrderOfStore(address, order));                                 \
  }                                                                                             \
  extern "C" T __real___tsan_atomic##bits##_exchange(volatile T*, T, int);                      \
  extern "C" T __wrap___tsan_atomic##bits##_exchange(volatile T* address, T value, int order) { \
    checker::BeforeStore(address, value, checker::Operation::kModify, CHECKER_CALLER());        \
    [[clang::musttail]] return __real___tsan_atomic##bits##_exchange(                           \
        address, value, checker::OrderOfUpdate(address, order));                                \
  }                                                                                             \
  CHECKER_WRAP_UPDATE(bits, T, fetch_add, old + value)                                          \
  CHECKER_WRAP_UPDATE(bits, T, fetch_sub, old - value)                                          \
  CHECKER_WRAP_UPDATE(bits, T, fetch_and, old& value)                                           \
  CHECKER_WRAP_UPDATE(bits, T, fetch_or, old | value)                                           \
  CHECKER_WRAP_UPDATE(bits, T, fetch_xor, old ^ value)                                          \
  CHECKER_WRAP_UPDATE(bits, T, fetch_nand, ~(old & value))                                      \
  CHECKER_WRAP_CAS(bits, T, compare_exchange_strong)                                            \
  CHECKER_WRAP_CAS(bits, T, compare_exchange_weak)                                              \
  extern "C" T __real___tsan_atomic##bits##_compare_exchange_val(volatile T*, T, T, int, int);  \
  extern "C" T __wrap___tsan_atomic##bits##_compare_exchange_val(                               \
      volatile T* address, T expected, T value, int order, int failure_order) {                 \
    checker::BeforeExchange(address, expected, value, CHECKER_CALLER());                        \
    [[clang::musttail]] return __real___tsan_atomic##bits##_compare_exchange_val(               \
        address, expected, value, checker::OrderOfUpdate(address, order),                       \
        checker::OrderOfLoad(address, failure_order));                                          \
  }

CHECKER_WRAP_ATOMIC(8, std::uint8_t)
CHECKER_WRAP_ATOMIC(16, std::uint16_t)
CHECKER_WRAP_ATOMIC(32, std::uint32_t)
CHECKER_WRAP_ATOMIC(64, std::uint64_t)
CHECKER_WRAP_ATOMIC(128, checker::Wide)
// NOLINTEND

extern "C" {

bool checker_weak_compare_exchange_fails() {
  return checker::UnderControl() && checker::EndsForNoReason();
}

}  // extern "C"
