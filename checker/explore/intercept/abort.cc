// abort(): where std::terminate, failed library assertions and assert() end. Reported from inside,
// since here it is still known which call of the student's led to it. Compiled with exceptions, to
// tell what the one that nobody caught says.
#include <signal.h>

#include <exception>

#include "checker/explore/report.h"
#include "checker/explore/stuck.h"
#include "checker/explore/tsan.h"

namespace checker {
namespace {

// Frames of the unwinder and of std::terminate may lie between.
constexpr int kFarWords = 2000;

void DescribeException(Text& text) {
  const std::exception_ptr current = std::current_exception();
  if (current == nullptr) return;
  try {
    std::rethrow_exception(current);
  } catch (const std::exception& error) {
    text.Add(": nobody caught an exception that says \"").Add(error.what()).Add("\"");
  } catch (...) {
    text.Add(": nobody caught an exception");
  }
}

[[noreturn]] void ReportAbort(void* caller, const void* frame) {
  void* const student = InProgram(caller) ? caller : CallerInProgram(frame, kFarWords);
  if (student != nullptr) self->PushFrame(student);
  self->pending = {};
  TextOf<1024> message;
  message.Add("the program ended itself by abort(), signal 6");
  {
    Silently silently;
    DescribeException(message);
  }
  ReportAndExit("crash", message.c_str());
}

}  // namespace
}  // namespace checker

extern "C" [[noreturn]] void abort() noexcept {
  using namespace checker;  // NOLINT: an override
  if (self != nullptr) {
    if (arena->probing) ConcludeProbe(/*somebody_got_on=*/true);
    ReportAbort(CHECKER_CALLER(), CHECKER_FRAME());
  }
  signal(SIGABRT, SIG_DFL);
  for (;;) raise(SIGABRT);
}
