// pthread_once, which std::call_once is made of. Compiled with exceptions, since the function may
// throw through it: then the next caller tries again.
//
// Done here whole, with the marks that ThreadSanitizer's own version leaves in the word, because
// its interceptor does not clean up after an exception.
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

constexpr int kDone = 1;
constexpr int kRunning = 1 << 16;

class Execution {
 public:
  explicit Execution(int* word) : word_(word) {
    // What an execution that threw has written is visible to the next one.
    __tsan_acquire(word_);
    *word_ = kRunning;
  }
  ~Execution() {
    __tsan_release(word_);
    *word_ = done_ ? kDone : 0;
    if (self != nullptr) NoteProgress(*self);
  }
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  void Done() { done_ = true; }

 private:
  int* const word_;
  bool done_ = false;
};

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only an override follows

extern "C" int pthread_once(pthread_once_t* once, void (*function)()) {
  EXPLORE_OVERRIDE(__interceptor_pthread_once(once, function));
  Point({.operation = Operation::kOnce, .object = reinterpret_cast<std::uintptr_t>(once)});
  if (*once == kDone) {
    __tsan_acquire(once);
    return 0;
  }
  if (InProgramData(once)) ++arena->job.initialisations;
  Execution execution(once);
  function();
  execution.Done();
  return 0;
}
