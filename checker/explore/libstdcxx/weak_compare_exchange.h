// Lets a weak compare-exchange fail for no reason, as [atomics.types.operations] allows and as
// machines with load-linked / store-conditional do. The compiler's calls into ThreadSanitizer do
// not tell weak from strong, so the difference is made where <atomic> still knows it: in its
// builtins.
//
// Included before anything of the standard library, see standard_library.h. Without it a weak one
// is as good as a strong.
//
// Thread safety: the function may be called by any thread.
#ifndef CHECKER_EXPLORE_LIBSTDCXX_WEAK_COMPARE_EXCHANGE_H_
#define CHECKER_EXPLORE_LIBSTDCXX_WEAK_COMPARE_EXCHANGE_H_

#ifdef __cplusplus

// Whether the weak compare-exchange that the caller is about to do shall fail: a decision of the
// schedule like a spurious wake-up.
extern "C" bool checker_weak_compare_exchange_fails();

// A macro is not expanded again inside its own expansion, so the builtins are still there.
#define __atomic_compare_exchange_n(object, expected, desired, weak, success, failure)   \
  ((weak) && checker_weak_compare_exchange_fails()                                       \
       ? (*(expected) = __atomic_load_n((object), (failure)), false)                     \
       : __atomic_compare_exchange_n((object), (expected), (desired), (weak), (success), \
                                     (failure)))

#define __atomic_compare_exchange(object, expected, desired, weak, success, failure) \
  ((weak) && checker_weak_compare_exchange_fails()                                   \
       ? (__atomic_load((object), (expected), (failure)), false)                     \
       : __atomic_compare_exchange((object), (expected), (desired), (weak), (success), (failure)))

#endif  // __cplusplus

#endif  // CHECKER_EXPLORE_LIBSTDCXX_WEAK_COMPARE_EXCHANGE_H_
