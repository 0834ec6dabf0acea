#include "checker/report/sample_replay.h"

namespace checker {
namespace {

AnnotatedStep Lock(int number, int thread, int lock, int line, bool blocked) {
  AnnotatedStep step;
  step.number = number;
  step.thread = thread;
  step.operation = protocol::Operation::kLock;
  step.object = "mutex #" + std::to_string(lock);
  step.name = "locks_";
  step.ambiguous = true;
  step.blocked = blocked;
  step.location = {Location::Owner::kStudent, "bank.h", "Transfer", line};
  step.source =
      line == 41 ? "std::lock_guard first(locks_[from]);" : "std::lock_guard second(locks_[to]);";
  return step;
}

AnnotatedStep Test(int number, protocol::Operation operation, const char* object) {
  AnnotatedStep step;
  step.number = number;
  step.operation = operation;
  step.object = object;
  step.location = {Location::Owner::kTest, "tests/bank_test.cc", "the test"};
  return step;
}

}  // namespace

ReplayedSchedule SampleReplay() {
  ReplayedSchedule replay;
  replay.exercise = "04_locks/bank";
  replay.case_name = "Bank.OppositeTransfersDoNotDeadlock";
  replay.token = "4.x7";
  replay.kind = protocol::FindingKind::kDeadlock;
  replay.trace.steps = {Test(1, protocol::Operation::kCreate, "thread 1"),
                        Test(2, protocol::Operation::kCreate, "thread 2"),
                        Lock(3, 1, 1, 41, false),
                        Lock(4, 2, 2, 41, false),
                        Lock(5, 1, 2, 42, true),
                        Lock(6, 2, 1, 42, true)};
  replay.trace.point_of_no_return = PointOfNoReturn{3, "From here on it cannot be prevented."};
  return replay;
}

}  // namespace checker
