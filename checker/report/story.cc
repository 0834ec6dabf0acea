#include "checker/report/story.h"

#include <fmt/format.h>

#include <tuple>

namespace checker {
namespace {

using protocol::Operation;

auto Looks(const StoryStep& step) {
  return std::tie(step.thread, step.operation, step.object, step.blocked, step.file, step.line,
                  step.time_ns);
}

bool SaysNothing(const StoryStep& step) {
  if (step.operation == Operation::kStart || step.operation == Operation::kFinish) return true;
  // What happens in no file that the student knows, but for the threads' coming and going.
  return step.file.empty() && step.operation != Operation::kCreate &&
         step.operation != Operation::kJoin;
}

}  // namespace

std::string OperationInWords(const StoryStep& step) {
  return std::string(WordsFor(step.operation)) + (step.race ? ": data race" : "");
}

std::map<int, std::string> ThreadNames(const Story& story) {
  std::map<int, std::string> names;
  for (const auto& step : story.steps) {
    names[step.thread] = step.thread == 0 ? "the test" : fmt::format("thread {}", step.thread);
  }
  return names;
}

Story Condensed(const Story& story) {
  Story condensed = story;
  condensed.steps.clear();
  condensed.moment.reset();
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    const StoryStep& step = story.steps[i];
    const bool again = !condensed.steps.empty() && Looks(condensed.steps.back()) == Looks(step);
    if (!again && !SaysNothing(step)) condensed.steps.push_back(step);
    const bool is_moment = story.moment && story.moment->step == i;
    if (is_moment && !condensed.steps.empty()) {
      condensed.moment = StoryMoment{condensed.steps.size() - 1, story.moment->text};
    }
  }
  return condensed;
}

std::string VirtualTime(std::int64_t time_ns) {
  if (time_ns % 1'000'000'000 == 0) return fmt::format("{} s", time_ns / 1'000'000'000);
  if (time_ns >= 1'000'000'000) return fmt::format("{:.3f} s", time_ns / 1e9);
  if (time_ns >= 1'000'000) return fmt::format("{:g} ms", time_ns / 1e6);
  return time_ns >= 1000 ? fmt::format("{:g} us", time_ns / 1e3) : fmt::format("{} ns", time_ns);
}

}  // namespace checker
