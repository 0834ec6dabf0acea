#include "checker/findings/explain/point_of_no_return.h"

#include <fmt/format.h>

#include <algorithm>

#include "checker/protocol/operation.h"

namespace checker {
namespace {

using protocol::FindingKind;
using protocol::Operation;

using Index = std::optional<std::size_t>;

bool Takes(const AnnotatedStep& step) {
  if (step.blocked) return false;
  // A wait on a condition takes its mutex again.
  return FactsOf(step.operation).acquires || step.operation == Operation::kAcquire ||
         step.operation == Operation::kWait || step.operation == Operation::kBarrierWait;
}

// The last time that `thread` took `object`.
Index LastTaken(const std::vector<AnnotatedStep>& steps, int thread, const std::string& object) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].thread == thread && steps[i].object == object && Takes(steps[i])) return i;
  }
  return std::nullopt;
}

// The last time that `thread` began to wait.
Index LastWait(const std::vector<AnnotatedStep>& steps, int thread) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].thread == thread && steps[i].blocked) return i;
  }
  return std::nullopt;
}

bool IsInCircle(const Failure& failure, int thread) {
  return failure.cycle.empty() ||
         std::find(failure.cycle.begin(), failure.cycle.end(), thread) != failure.cycle.end();
}

std::optional<PointOfNoReturn> OfDeadlock(const Failure& failure,
                                          const std::vector<AnnotatedStep>& steps) {
  Index last;
  for (const BlockedThread& thread : failure.threads) {
    if (!IsInCircle(failure, thread.id) || thread.held_by < 0) continue;
    const Index taken = LastTaken(steps, thread.held_by, thread.object);
    if (taken && (!last || *taken > *last)) last = taken;
  }
  if (!last) return std::nullopt;
  const bool circle = failure.cycle.size() > 1;
  return PointOfNoReturn{*last, circle
                                    ? "From here on it cannot be prevented: each of these threads "
                                      "keeps what another will ask for."
                                    : "From here on it cannot be prevented: what was taken here is "
                                      "never given back."};
}

std::optional<PointOfNoReturn> OfLostWakeUp(const Failure& failure,
                                            const std::vector<AnnotatedStep>& steps) {
  Index last;
  for (const BlockedThread& thread : failure.threads) {
    const bool sleeps = thread.operation == Operation::kWait ||
                        thread.operation == Operation::kBarrierWait ||
                        thread.operation == Operation::kFutexWait;
    const Index asleep = sleeps ? LastWait(steps, thread.id) : std::nullopt;
    if (asleep && (!last || *asleep > *last)) last = asleep;
  }
  if (!last) return std::nullopt;
  const std::string early =
      failure.early_notify ? fmt::format(" The one of thread {} in step {} came too early.",
                                         failure.early_notify->thread, failure.early_notify->step)
                           : "";
  return PointOfNoReturn{*last,
                         "From here on it cannot be prevented: no wake-up will come." + early};
}

std::optional<PointOfNoReturn> LastSwitch(const std::vector<AnnotatedStep>& steps) {
  for (std::size_t i = steps.size(); i-- > 1;) {
    if (steps[i].thread == steps[i - 1].thread || steps[i - 1].blocked) continue;
    return PointOfNoReturn{i - 1, "The last change of threads before the failure."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<PointOfNoReturn> PointOfNoReturnIn(const Failure& failure,
                                                 const std::vector<AnnotatedStep>& steps) {
  std::optional<PointOfNoReturn> moment;
  if (failure.kind == FindingKind::kDeadlock) moment = OfDeadlock(failure, steps);
  if (failure.kind == FindingKind::kLostWakeUp) moment = OfLostWakeUp(failure, steps);
  return moment ? moment : LastSwitch(steps);
}

}  // namespace checker
