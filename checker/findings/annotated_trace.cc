#include "checker/findings/annotated_trace.h"

#include <tuple>

namespace checker {
namespace {

using protocol::Operation;

bool SameLine(const AnnotatedStep& a, const AnnotatedStep& b) {
  if (!a.location || !b.location) return a.location.has_value() == b.location.has_value();
  return a.location->file == b.location->file && a.location->line == b.location->line;
}

bool Repeats(const AnnotatedStep& a, const AnnotatedStep& b) {
  const auto looks = [](const AnnotatedStep& step) {
    return std::tie(step.thread, step.operation, step.object, step.name, step.blocked, step.role,
                    step.time_ns);
  };
  return looks(a) == looks(b) && SameLine(a, b);
}

bool SaysNothing(const AnnotatedStep& step) {
  if (step.operation == Operation::kStart || step.operation == Operation::kFinish) return true;
  // What happens in no file that the student knows, but for the threads' coming and going.
  return !step.location && step.operation != Operation::kCreate &&
         step.operation != Operation::kJoin;
}

}  // namespace

std::set<int> ThreadsOf(const AnnotatedTrace& trace) {
  std::set<int> threads;
  for (const AnnotatedStep& step : trace.steps) threads.insert(step.thread);
  return threads;
}

AnnotatedTrace Condensed(const AnnotatedTrace& trace) {
  AnnotatedTrace condensed;
  condensed.left_out = trace.left_out;
  const auto& point = trace.point_of_no_return;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const AnnotatedStep& step = trace.steps[i];
    const bool again = !condensed.steps.empty() && Repeats(condensed.steps.back(), step);
    if (!again && !SaysNothing(step)) condensed.steps.push_back(step);
    if (point && point->step == i && !condensed.steps.empty()) {
      condensed.point_of_no_return = {condensed.steps.size() - 1, point->text};
    }
  }
  return condensed;
}

AnnotatedTrace LastSteps(AnnotatedTrace trace, std::size_t most) {
  if (trace.steps.size() <= most) return trace;
  const std::size_t cut = trace.steps.size() - most;
  trace.steps.erase(trace.steps.begin(), trace.steps.begin() + static_cast<std::ptrdiff_t>(cut));
  trace.left_out += cut;
  if (auto& point = trace.point_of_no_return) {
    if (point->step < cut) {
      point.reset();
    } else {
      point->step -= cut;
    }
  }
  return trace;
}

}  // namespace checker
