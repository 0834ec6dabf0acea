// Deadlock detection by itself: tasks, objects and owners are plain data, nothing runs. What is
// found ends the process, so each case is a child.
#include "checker/explore/detect/deadlock_detector.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "checker/explore/report/record.h"
#include "checker/explore/report/thread_snapshot.h"
#include "checker/explore/state/arena.h"

// ThreadSanitizer's; only a person's words need it.
extern "C" void __sanitizer_symbolize_pc(void*, const char*, char*, std::size_t) {}

namespace explore {
namespace {

constexpr std::uintptr_t kFirst = 0x1000;
constexpr std::uintptr_t kSecond = 0x2000;

class Deadlocks : public testing::Test {
 protected:
  void SetUp() override {
    MapArena();
    for (int i = 0; i < 2; ++i) {
      Task& task = arena->tasks[i];
      task = Task();
      task.slot = task.id = i;
      task.state = TaskState::kAlive;
    }
    arena->schedule.slots = arena->schedule.alive = 2;
    arena->schedule.active = true;
  }

  static void Holds(int task, std::uintptr_t mutex) {
    ObjectAt(mutex, ObjectKind::kMutex).owner = task;
  }
  static void Wants(int task, Operation operation, std::uintptr_t object) {
    arena->tasks[task].pending = {operation, object};
  }

  // The record that the detector writes before it ends the process; "" if it does not.
  static std::string Record(bool somebody_moves) {
    int ends[2];
    if (pipe(ends) != 0) return "";
    const pid_t child = fork();
    if (child == 0) {
      channel.result_fd = ends[1];
      HandleStuckSchedule(arena->tasks[0]);
      if (somebody_moves) arena->tasks[0].pending.operation = Operation::kLock;
      HandleStuckSchedule(arena->tasks[0]);  // the second time it ends the process
      _exit(99);
    }
    close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(n));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    return text;
  }
};

TEST_F(Deadlocks, TwoWhoHoldWhatTheOtherWantsAreACircle) {
  Holds(0, kFirst);
  Holds(1, kSecond);
  Wants(0, Operation::kLock, kSecond);
  Wants(1, Operation::kLock, kFirst);
  EXPECT_EQ(WaitsFor(arena->tasks[0]), &arena->tasks[1]);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("kind":"deadlock")"), std::string::npos) << record;
  EXPECT_NE(record.find(R"("cycle":[0,1])"), std::string::npos) << record;
}

TEST_F(Deadlocks, OneWhoWantsAgainWhatItHoldsIsACircleOfOne) {
  Holds(0, kFirst);
  Wants(0, Operation::kLock, kFirst);
  Wants(1, Operation::kJoin, 0);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("cycle":[0])"), std::string::npos) << record;
}

TEST_F(Deadlocks, AReadersAndAWritersLockHaveAnOwnerTooAndASemaphoreHasNone) {
  ObjectAt(kFirst, ObjectKind::kSharedMutex).owner = 1;
  Wants(0, Operation::kReadLock, kFirst);
  EXPECT_EQ(WaitsFor(arena->tasks[0]), &arena->tasks[1]);
  Wants(0, Operation::kWriteLock, kFirst);
  EXPECT_EQ(WaitsFor(arena->tasks[0]), &arena->tasks[1]);
  Wants(0, Operation::kAcquire, kSecond);
  EXPECT_EQ(WaitsFor(arena->tasks[0]), nullptr);
}

TEST_F(Deadlocks, ASleeperThatGetsOnWhenItIsWokenHasLostAWakeUp) {
  Wants(0, Operation::kWait, kFirst);
  Wants(1, Operation::kJoin, 0);
  const std::string record = Record(/*somebody_moves=*/true);
  EXPECT_NE(record.find(R"("kind":"lost wake-up")"), std::string::npos) << record;
}

TEST_F(Deadlocks, ASleeperThatDoesNotGetOnWhenItIsWokenIsADeadlock) {
  Wants(0, Operation::kWait, kFirst);
  Wants(1, Operation::kJoin, 0);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("kind":"deadlock")"), std::string::npos) << record;
}

TEST_F(Deadlocks, AThreadThatStillWaitsWhenTheTestIsOverIsALeak) {
  Wants(0, Operation::kFinish, 0);
  Wants(1, Operation::kAcquire, kFirst);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("kind":"leak")"), std::string::npos) << record;
}

TEST_F(Deadlocks, InAProgramThatMayLeaveThreadsBehindItIsADeadlock) {
  arena->job.policy = OrdinaryProgramPolicy();
  Wants(0, Operation::kFinish, 0);
  Wants(1, Operation::kAcquire, kFirst);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("kind":"deadlock")"), std::string::npos) << record;
}

TEST_F(Deadlocks, AThreadAtAMeetingPointWasKeptApartByTooMuchLocking) {
  Wants(0, Operation::kMeet, kFirst);
  Wants(1, Operation::kAcquire, kSecond);
  const std::string record = Record(/*somebody_moves=*/false);
  EXPECT_NE(record.find(R"("kind":"too much locking")"), std::string::npos) << record;
}

}  // namespace
}  // namespace explore
