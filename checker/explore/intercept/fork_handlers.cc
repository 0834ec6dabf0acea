#include "checker/explore/intercept/fork_handlers.h"

#include <errno.h>

// ThreadSanitizer's own handler, which it registers as it begins.
void atfork_prepare();

extern "C" {
// What pthread_atfork is in glibc's static part.
int __register_atfork(void (*prepare)(), void (*parent)(), void (*child)(), void* library);
extern void* __dso_handle;
}

namespace explore {
namespace {

struct ForkHandlers {
  void (*prepare)();
  void (*parent)();
  void (*child)();
};

// As glibc, a process never forgets one, whichever schedule registered it.
constexpr int kMostHandlers = 4096;
ForkHandlers handlers[kMostHandlers];
int handlers_registered = 0;

void RunInOrder(void (*ForkHandlers::*handler)()) {
  for (int i = 0; i < handlers_registered; ++i) {
    if (handlers[i].*handler != nullptr) (handlers[i].*handler)();
  }
}

}  // namespace

void PrepareForFork() {
  for (int i = handlers_registered; i-- > 0;) {
    if (handlers[i].prepare != nullptr) handlers[i].prepare();
  }
}

void AfterForkInParent() { RunInOrder(&ForkHandlers::parent); }

void AfterForkInChild() { RunInOrder(&ForkHandlers::child); }

}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

// glibc gets them, too, for forks without control.
extern "C" int pthread_atfork(void (*prepare)(), void (*parent)(), void (*child)()) {
  if (prepare != atfork_prepare) {
    if (handlers_registered == kMostHandlers) return ENOMEM;
    handlers[handlers_registered++] = {prepare, parent, child};
  }
  return __register_atfork(prepare, parent, child, &__dso_handle);
}
