// System calls made directly, so that neither ThreadSanitizer nor the overrides in intercept/ see
// them, and a program may give their names to things of its own (`bool send;` in C), and the few
// memory routines the runtime needs (libc's are intercepted by ThreadSanitizer, which would take
// the runtime's own bookkeeping for races).
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_EXPLORE_BASE_RAW_H_
#define CHECKER_EXPLORE_BASE_RAW_H_

#include <linux/futex.h>
#include <sys/syscall.h>

#include <cstddef>
#include <cstdint>

namespace explore {

// Returns what the kernel returned: a value, or minus the error number.
inline long RawCall(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0,
                    long f = 0) {
  long result;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}

inline void RawFutexWait(const int* word, int value, const void* timeout = nullptr) {
  RawCall(SYS_futex, reinterpret_cast<long>(word), FUTEX_WAIT, value,
          reinterpret_cast<long>(timeout));
}

inline void RawFutexWake(const int* word) {
  RawCall(SYS_futex, reinterpret_cast<long>(word), FUTEX_WAKE, 1);
}

[[noreturn]] inline void RawExit(int code) {
  for (;;) RawCall(SYS_exit_group, code);
}

inline void RawZero(void* to, std::size_t bytes) {
  asm volatile("rep stosb" : "+D"(to), "+c"(bytes) : "a"(0) : "memory");
}

inline void RawCopy(void* to, const void* from, std::size_t bytes) {
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}

// to = from, without memcpy.
template <class T>
void Assign(T& to, const T& from) {
  static_assert(__is_trivially_copyable(T));
  RawCopy(&to, &from, sizeof(T));
}

inline std::size_t RawLength(const char* text) {
  std::size_t length = 0;
  while (text[length] != 0) {
    ++length;
    asm("" : "+r"(length));  // else the compiler makes a call of strlen out of the loop
  }
  return length;
}

}  // namespace explore

#endif  // CHECKER_EXPLORE_BASE_RAW_H_
