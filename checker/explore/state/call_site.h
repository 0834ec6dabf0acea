// Where an override was called from: the line that traces and reports show for it.
//
// Thread safety: each belongs to the thread that makes it.
#ifndef CHECKER_EXPLORE_STATE_CALL_SITE_H_
#define CHECKER_EXPLORE_STATE_CALL_SITE_H_

#include "checker/explore/base/program.h"
#include "checker/explore/base/tsan_interface.h"
#include "checker/explore/state/arena.h"

// Where the function was called from, and its frame. Must be used in the override itself.
#define EXPLORE_CALLER() __builtin_return_address(0)
#define EXPLORE_FRAME() __builtin_frame_address(0)

// How an override begins that ends with a call of ThreadSanitizer's interceptor of its own: without
// control the real call is all there is; under control the caller is on both stacks.
#define EXPLORE_OVERRIDE(real_call)                 \
  if (!::explore::UnderControl()) return real_call; \
  const ::explore::CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME())

namespace explore {

// Puts the caller of an override into the thread's own stack, which traces and reports show.
class CallSite {
 public:
  explicit CallSite(void* caller) : task_(self) { task_->PushFrame(caller); }
  ~CallSite() { task_->PopFrame(); }
  CallSite(const CallSite&) = delete;
  CallSite& operator=(const CallSite&) = delete;

 private:
  Task* const task_;
};

// The same for ThreadSanitizer's stack too, for overrides that call one of its interceptors
// themselves, and with the caller in the program if the override was called by a library. (Both
// stacks at once: __tsan_func_entry is wrapped, see intercept/memory.cc.)
class CallFrame {
 public:
  CallFrame(void* caller, const void* frame) {
    void* const student = InProgram(caller) ? nullptr : CallerInProgram(frame);
    two_ = student != nullptr;
    if (two_) __tsan_func_entry(student);
    __tsan_func_entry(caller);
  }
  ~CallFrame() {
    __tsan_func_exit();
    if (two_) __tsan_func_exit();
  }
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

 private:
  bool two_;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_CALL_SITE_H_
