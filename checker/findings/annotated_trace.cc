#include "checker/findings/annotated_trace.h"

#include <functional>
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
         step.operation != Operation::kJoin && step.operation != Operation::kFork &&
         step.operation != Operation::kWaitForChild;
}

// Those of the steps that `keep` says; the point of no return stays on its step, or goes to the one
// before.
AnnotatedTrace Kept(const AnnotatedTrace& trace,
                    const std::function<bool(const AnnotatedStep&)>& keep) {
  AnnotatedTrace kept;
  kept.left_out = trace.left_out;
  const auto& point = trace.point_of_no_return;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    if (keep(trace.steps[i])) kept.steps.push_back(trace.steps[i]);
    if (point && point->step == i && !kept.steps.empty()) {
      kept.point_of_no_return = {kept.steps.size() - 1, point->text};
    }
  }
  return kept;
}

AnnotatedTrace WithoutLoops(const AnnotatedTrace& trace) {
  using What = std::tuple<Operation, std::string, bool, AnnotatedStep::Role>;
  const AnnotatedStep* last = nullptr;
  std::set<What> done;  // by the thread, since it came to the line
  return Kept(trace, [&](const AnnotatedStep& step) {
    if (last == nullptr || last->thread != step.thread || !SameLine(*last, step)) done.clear();
    last = &step;
    return done.emplace(step.operation, step.object, step.blocked, step.role).second;
  });
}

}  // namespace

std::set<int> ThreadsOf(const AnnotatedTrace& trace) {
  std::set<int> threads;
  for (const AnnotatedStep& step : trace.steps) threads.insert(step.thread);
  return threads;
}

AnnotatedTrace Condensed(const AnnotatedTrace& trace) {
  const AnnotatedStep* last = nullptr;
  return Kept(trace, [&](const AnnotatedStep& step) {
    if (SaysNothing(step) || (last != nullptr && Repeats(*last, step))) return false;
    last = &step;
    return true;
  });
}

AnnotatedTrace LastSteps(AnnotatedTrace trace, std::size_t most) {
  if (trace.steps.size() > most) trace = WithoutLoops(trace);
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
