// Schedules that go on for ever: livelock, busy waiting, the time limit.
#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

// A thread that waits for another is not the one that runs without end; one that naps may be.
bool Sleeps(const BlockedThread& thread) {
  return FactsOf(thread.operation).blocks && thread.operation != protocol::Operation::kSleep;
}

// The last place of each thread that was still running, from the failure or from the trace.
std::vector<std::pair<int, Location>> RunningPlaces(const FailureContext& context) {
  std::vector<std::pair<int, Location>> places;
  for (const BlockedThread& thread : context.failure.threads) {
    const auto place = context.MainLocation(thread.stack);
    if (place && thread.id != 0 && !Sleeps(thread)) places.emplace_back(thread.id, *place);
  }
  if (!places.empty()) return places;
  if (const auto place = context.LastOwnLocation()) places.emplace_back(0, *place);
  return places;
}

const Location* Main(const std::vector<std::pair<int, Location>>& places) {
  for (const auto& [thread, place] : places) {
    if (place.IsStudents()) return &place;
  }
  return places.empty() ? nullptr : &places.front().second;
}

Finding Endless(const FailureContext& context) {
  const auto places = RunningPlaces(context);
  Finding finding = FindingAt(context, Main(places));
  for (const auto& [thread, place] : places) {
    finding.where.push_back({thread == 0 ? "" : ThreadInWords(thread), place});
  }
  if (!context.failure.message.empty()) finding.details["message"] = context.failure.message;
  return finding;
}

}  // namespace

Finding ExplainBusyWaiting(const FailureContext& context) {
  Finding finding = Endless(context);
  finding.what = "A thread keeps asking whether it may go on instead of sleeping until it may.";
  finding.why =
      "It burns processor time that the thread it waits for could use; with one "
      "processor it may even keep that one from running.";
  finding.advice =
      "Sleep until there is something to do: a condition variable, a semaphore, "
      "atomic::wait or the given futex. A few turns of spinning before are fine.";
  return finding;
}

Finding ExplainLivelock(const FailureContext& context) {
  Finding finding = Endless(context);
  finding.what = "The threads keep running, and none of them gets anywhere.";
  finding.why = "Each undoes or repeats its step because of the others, without end.";
  finding.advice =
      "Let somebody win: take the locks in one order, or wait (asleep) for the other "
      "instead of trying again at once.";
  return finding;
}

Finding ExplainTimeLimit(const FailureContext& context) {
  Finding finding = Endless(context);
  finding.what = "The test case did not end within its processor time.";
  finding.why = "A loop has no end, or does far more work than the exercise needs.";
  finding.advice = "Look for a loop whose condition nobody changes.";
  return finding;
}

}  // namespace checker
