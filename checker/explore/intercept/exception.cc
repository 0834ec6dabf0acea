// Handles to exceptions: std::exception_ptr, and the catch that is under way. libstdc++ counts them
// with atomics inside its own library, where ThreadSanitizer sees nothing. It has to be told that
// all that was done with an exception comes before its destruction by whoever lets go of it last,
// or a reader who lets go earlier is accused of a race with the destruction.
#include <exception>

#include "checker/explore/base/tsan_interface.h"

extern "C" {

// std::exception_ptr::_M_release(), called by the destructor; `handle` leads to the exception.
void __real__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(void** handle);
void __wrap__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(void** handle) {
  __tsan_acquire(*handle);
  __tsan_release(*handle);
  __real__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(handle);
}

void __real___cxa_end_catch();
void __wrap___cxa_end_catch() {
  {
    // A handle to what was caught, for its destructor: it calls the function above.
    const std::exception_ptr caught = std::current_exception();
  }
  __real___cxa_end_catch();
}

}  // extern "C"
