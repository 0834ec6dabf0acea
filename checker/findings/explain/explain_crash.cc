// Crashes and leaks.
#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

struct Cause {
  const char* sign;  // part of the report or of the message
  const char* what;
  const char* why;
  const char* advice;
};

constexpr Cause kCauses[] = {
    {"stack-overflow", "The stack ran over.", "A function calls itself without end, or very deep.",
     "Check what ends the recursion."},
    {"SIGSEGV", "The program used memory that is not there (SIGSEGV).",
     "A pointer, iterator or index leads to nowhere, or to an object that no longer exists.",
     "Look at each pointer and index in this line: where does it come from, who may have changed "
     "it "
     "in the meantime?"},
    {"SIGABRT", "The program gave up (SIGABRT).",
     "An exception left a thread, a thread was destroyed before it was joined, or the library "
     "found "
     "itself misused.",
     "Read the message; join every thread; let no exception leave one."},
    {"SIGFPE", "A whole number was divided by zero (SIGFPE).", "The result would not exist.",
     "Check the divisor first."},
    {"SIGBUS", "The program used memory in a way that the machine refuses (SIGBUS).",
     "A pointer leads to nowhere.", "Look at each pointer in this line."},
    {"SIGILL", "The program ran into something that is no code (SIGILL).",
     "Usually a function that has no return statement ran to its end.",
     "Return a value on every path."},
    {"ended early", "The program ended before the test was done.",
     "A test that does not run to its end has shown nothing, so it earns nothing.",
     "Don't end the program from within: return, or throw."},
    {"memory limit", "The program used more memory than it may.",
     "Something grows without end, or is kept long after its use.",
     "Look for a container that only ever grows."},
    {"limit on output", "The program printed more than it may.", "A loop prints without end.",
     "Look for a loop whose condition nobody changes."},
    {"processes and threads", "The program started more processes or threads than it may.",
     "Something is started again and again.", "Start them once, and wait for them."},
};

std::string SignOf(const FailureContext& context) {
  const std::string& message = context.failure.message;
  if (!context.race) return message;
  const std::string& kind = context.race->kind;
  for (const char* signal : {"SEGV", "FPE", "BUS", "ILL", "ABRT"}) {
    if (kind == signal) return std::string("SIG") + signal;
  }
  return kind + " " + message;
}

const Stack* CrashStack(const FailureContext& context) {
  if (context.race && !context.race->stacks.empty()) return &context.race->stacks.front();
  for (const BlockedThread& thread : context.failure.threads) {
    if (!thread.stack.empty()) return &thread.stack;
  }
  return nullptr;
}

// The reason that the program itself gave before it gave up.
std::string LastWords(const std::string& message) {
  const std::size_t uncaught = message.find("nobody caught");
  if (uncaught != std::string::npos) {
    const std::size_t end = message.find(" (SIG", uncaught);
    return Capitalized(message.substr(uncaught, end - uncaught)) + ".";
  }
  const std::size_t assertion = message.find("Assertion '");
  if (assertion != std::string::npos) {
    const std::size_t end = message.find('\'', assertion + sizeof "Assertion '" - 1);
    return "The library's own check failed: " +
           message.substr(assertion + sizeof "Assertion '" - 1,
                          end - assertion - (sizeof "Assertion '" - 1)) +
           ".";
  }
  return "";
}

bool IsNearNull(const FailureContext& context) {
  return context.race && context.race->kind == "SEGV" && context.race->fault_address < 4096;
}

}  // namespace

Finding ExplainCrash(const FailureContext& context) {
  const Stack* stack = CrashStack(context);
  std::optional<Location> place = stack ? context.MainLocation(*stack) : std::nullopt;
  if (!place) place = context.LastOwnLocation();
  Finding finding = FindingAt(context, place ? &*place : nullptr);
  finding.kind = FindingKind::kCrash;
  finding.what = "The program crashed: " + context.failure.message + ".";
  finding.why = "Something happened that C++ gives no meaning to.";
  finding.advice = "Look at what this line uses, and whether it still exists then.";
  const std::string sign = SignOf(context);
  for (const Cause& cause : kCauses) {
    if (sign.find(cause.sign) == std::string::npos) continue;
    finding.what = cause.what;
    finding.why = cause.why;
    finding.advice = cause.advice;
    break;
  }
  const std::string words = LastWords(context.failure.message);
  if (!words.empty()) finding.what += " " + words;
  if (IsNearNull(context)) finding.what = "The program used a null pointer (SIGSEGV).";
  if (place) finding.where = {{"", *place}};
  if (!context.failure.message.empty()) finding.details["message"] = context.failure.message;
  return finding;
}

namespace {

constexpr Cause kLeaks[] = {
    {"given back", "Something was not given back.",
     "What grows with every use fills the machine in time.",
     "Let go of it on every path, also when something throws."},
    {"heap block", "Memory was not given back.",
     "What grows with every use fills the machine in time.",
     "Erase what is no longer needed, and give back what was allocated on every path."},
    {"neither joined nor detached", "A thread was forgotten.",
     "Its stack and its place among the threads of the process stay taken after its end.",
     "Join or detach every thread that you start; std::jthread joins by itself."},
    {"thread", "A thread was still alive when the test ended.",
     "It goes on using objects that are gone by then.", "Join every thread that you start."},
    {"descriptor", "A file descriptor was left open.",
     "A process has only so many of them, and who waits for the other end to close waits for ever.",
     "Close every descriptor on every path; let a destructor do it."},
    {"child", "A child process was left behind.",
     "It becomes a zombie, or goes on running after everybody has forgotten it.",
     "Wait for every child that you start (waitpid)."},
    {"process", "A process was left behind.",
     "It goes on running after everybody has forgotten it.",
     "Wait for every process that you start."},
    {"frame", "A coroutine's frame was never destroyed.",
     "Its memory, and all that it holds, is lost.",
     "Destroy the handle, or let the coroutine run to its end."},
    {"", "Memory was not given back.", "What grows with every use fills the machine in time.",
     "Erase what is no longer needed, and give back what was allocated on every path."},
};

}  // namespace

Finding ExplainLeak(const FailureContext& context) {
  std::optional<Location> place = context.NotedLocation();
  for (const BlockedThread& thread : context.failure.threads) {
    if (!place) place = context.MainLocation(thread.stack);
  }
  Finding finding = FindingAt(context, place ? &*place : nullptr);
  for (const Cause& leak : kLeaks) {
    if (context.failure.message.find(leak.sign) == std::string::npos) continue;
    finding.what = leak.what;
    finding.why = leak.why;
    finding.advice = leak.advice;
    break;
  }
  if (!context.failure.message.empty()) {
    finding.what.back() = ':';
    finding.what += " " + context.failure.message + ".";
  }
  if (place) finding.where = {{"", *place}};
  return finding;
}

}  // namespace checker
