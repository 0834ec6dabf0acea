#include "checker/explore/api.h"

#include "checker/explore/detect/heap.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/trace.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

// The claim with this name, made if it is new; nullptr if there are too many.
ClaimState* ClaimNamed(const char* what, bool overlap) {
  char name[sizeof(ClaimState::what)] = {};
  for (std::size_t i = 0; i + 1 < sizeof name && what[i] != 0; ++i) name[i] = what[i];
  for (int i = 0; i < arena->job.claims; ++i) {
    if (__builtin_strcmp(arena->claim[i].what, name) == 0) return &arena->claim[i];
  }
  if (arena->job.claims == kMaxClaims) return nullptr;
  ClaimState& claim = arena->claim[arena->job.claims++];
  RawCopy(claim.what, name, sizeof name);
  claim.overlap = overlap;
  claim.seen = false;
  return &claim;
}

}  // namespace

bool Controlled() { return UnderControl(); }

std::int64_t SystemCallsByThisThread() { return self == nullptr ? 0 : self->system_calls; }

std::int64_t LiveAllocations() { return LiveBlocks(); }

void NoteFinding(FindingKind kind, const char* message, const char* file, int line) {
  NoteFailure(kind, message, file, line);
}

// It may be called before any job has begun.
void EndNotAttempted(const char* message, const char* file, int line) {
  if (arena == nullptr) MapArena();
  ReportNotAttempted(message, file, line);
}

void WaitUntilMet(int* arrived, int parties, void* caller) {
  const CallSite site(caller);
  Point({.operation = Operation::kMeet,
         .object = reinterpret_cast<std::uintptr_t>(arrived),
         .argument = parties});
}

// Only the explorer can drive a state; with real threads not having seen it proves nothing.
void Claim(const char* what, bool condition, bool overlap) {
  if (!UnderControl()) return;
  ClaimState* const claim = ClaimNamed(what, overlap);
  if (claim != nullptr && condition) claim->seen = true;
}

void StuckMeansLostWakeUp() {
  if (arena != nullptr) arena->schedule.stuck_means_lost = true;
}

void Note(const char* text, void* caller) {
  if (!tracing || !UnderControl() || arena->schedule.probing) return;
  const CallSite site(caller);
  TraceNote(*self, text);
}

void FailThreadCreation(int successes, int failures) {
  if (arena == nullptr) return;
  arena->schedule.thread_failures.Order(successes, failures);
}

int ThreadsMade() { return Controlled() ? arena->schedule.tasks_created - 1 : 0; }

void FailForks(int successes, int failures, int error) {
  if (arena == nullptr) return;
  arena->schedule.fork_failures.Order(successes, failures);
  arena->schedule.fork_error = error;
}

int ProcessesForked() { return Controlled() ? arena->schedule.processes - 1 : 0; }

Unscheduled::Unscheduled() {
  if (self != nullptr) ++self->silent;
}

Unscheduled::~Unscheduled() {
  if (self != nullptr) --self->silent;
}

}  // namespace explore
