// abort(): where std::terminate, failed library assertions and assert() end. Reported from inside,
// since here it is still known which call of the student's led to it. Compiled with exceptions, to
// tell what the one that nobody caught says.
#include <signal.h>
#include <stdlib.h>

#include <exception>

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/call_site.h"

namespace explore {
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
  ReportAndExit(FindingKind::kCrash, message.c_str());
}

// In a program that was not written for us an assertion is what says that a result is wrong.
[[noreturn]] void ReportAssertion(const char* condition, const char* file, int line) {
  self->pending = {};
  TextOf<1024> message;
  message.Add("the assertion `").Add(condition).Add("` failed, signal 6");
  NoteFailure(arena->job.policy.failed_assertion, message.c_str(), file, line);
  ReportAndExit(FindingKind::kCrash, message.c_str());
}

}  // namespace
}  // namespace explore

extern "C" [[noreturn]] void __assert_fail(const char* condition, const char* file, unsigned line,
                                           const char* function) noexcept {
  using namespace explore;  // NOLINT: an override
  TextOf<1024> text;
  text.Add(file).Add(":").Number(line).Add(": ").Add(function).Add(": Assertion `");
  text.Add(condition).Add("' failed.\n").WriteTo(2);
  if (self != nullptr && !arena->schedule.probing) {
    CallSite site(EXPLORE_CALLER());
    ReportAssertion(condition, file, static_cast<int>(line));
  }
  abort();
}

extern "C" void abort() noexcept {
  using namespace explore;  // NOLINT: an override
  if (self != nullptr) {
    if (arena->schedule.probing) ConcludeProbe(/*somebody_got_on=*/true);
    ReportAbort(EXPLORE_CALLER(), EXPLORE_FRAME());
  }
  signal(SIGABRT, SIG_DFL);
  for (;;) raise(SIGABRT);
}
