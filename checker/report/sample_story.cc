#include "checker/report/sample_story.h"

namespace checker {
namespace {

StoryStep Lock(int number, int thread, int lock, int line, bool blocked) {
  StoryStep step;
  step.number = number;
  step.thread = thread;
  step.operation = protocol::Operation::kLock;
  step.object = "`locks_` (mutex #" + std::to_string(lock) + ")";
  step.blocked = blocked;
  step.file = "bank.h";
  step.line = line;
  step.function = "Transfer";
  step.source =
      line == 41 ? "std::lock_guard first(locks_[from]);" : "std::lock_guard second(locks_[to]);";
  return step;
}

StoryStep Test(int number, protocol::Operation operation, const char* object) {
  StoryStep step;
  step.number = number;
  step.operation = operation;
  step.object = object;
  step.file = "tests/bank_test.cc";
  step.function = "the test";
  return step;
}

}  // namespace

Story SampleStory() {
  Story story;
  story.exercise = "04_locks/bank";
  story.case_name = "Bank.OppositeTransfersDoNotDeadlock";
  story.token = "4.x7";
  story.kind = "deadlock";
  story.steps = {Test(1, protocol::Operation::kCreate, "thread 1"),
                 Test(2, protocol::Operation::kCreate, "thread 2"),
                 Lock(3, 1, 1, 41, false),
                 Lock(4, 2, 2, 41, false),
                 Lock(5, 1, 2, 42, true),
                 Lock(6, 2, 1, 42, true)};
  story.moment = StoryMoment{3, "From here on it cannot be prevented."};
  return story;
}

}  // namespace checker
