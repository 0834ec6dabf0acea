// Every record once through the runtime's writer and the judge's reader: both know it only by
// checker/protocol.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "checker/explore/report/job_report.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/thread_snapshot.h"
#include "checker/explore/report/trace.h"
#include "checker/explore/state/arena.h"
#include "checker/judge/records.h"

// ThreadSanitizer's; only a person's words need it.
extern "C" void __sanitizer_symbolize_pc(void*, const char*, char*, std::size_t) {}

namespace checker {
namespace {

using protocol::FindingKind;
using protocol::Operation;

constexpr char kNonce[] = "0123456789abcdef0123456789abcdef";

class RoundTrip : public testing::Test {
 protected:
  void SetUp() override {
    explore::MapArena();
    file_ = memfd_create("records", 0);
    explore::channel.result_fd = file_;
    std::strcpy(explore::channel.nonce, kNonce);
    explore::arena->schedule.active = true;
    explore::arena->job.number = 7;
    explore::arena->schedule.plan.strategy = explore::StrategyKind::kPct;
    explore::Task& task = explore::arena->tasks[0];
    task = explore::Task();
    task.state = explore::TaskState::kAlive;
    task.id = 2;
    explore::arena->schedule.slots = 1;
  }
  void TearDown() override { close(file_); }

  Records Read() const {
    std::string text(static_cast<std::size_t>(lseek(file_, 0, SEEK_END)), '\0');
    EXPECT_EQ(pread(file_, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    const Records records = ParseRecords(text, kNonce);
    EXPECT_EQ(records.foreign_lines, 0) << text;
    return records;
  }

 private:
  int file_ = -1;
};

TEST_F(RoundTrip, OfACase) {
  explore::ReportCase("Suite.Name", "a_test.cc", 12);
  EXPECT_EQ(Read().cases, std::vector<std::string>{"Suite.Name"});
}

TEST_F(RoundTrip, OfEveryKindOfFailure) {
  for (int i = 0; i < protocol::kFindingKinds; ++i) {
    TearDown();
    SetUp();
    const auto kind = static_cast<FindingKind>(i);
    explore::NoteFailure(kind, "it \"failed\"\n", "a.h", 41);
    explore::ReportNotedFailure();
    const Records records = Read();
    ASSERT_TRUE(records.failure);
    EXPECT_EQ(records.failure->kind, kind);
    EXPECT_EQ(records.failure->message, "it \"failed\"\n");
    EXPECT_EQ(records.failure->file, "a.h");
    EXPECT_EQ(records.failure->line, 41);
    EXPECT_EQ(records.failure->schedule, 7);
    EXPECT_EQ(records.failure->strategy, "PCT");
    EXPECT_FALSE(records.failure->token.empty());
  }
}

TEST_F(RoundTrip, OfEveryOperationInATrace) {
  for (int i = 0; i < static_cast<int>(Operation::kCount); ++i) {
    explore::Task& task = explore::arena->tasks[0];
    task.pending = {static_cast<Operation>(i)};
    explore::arena->schedule.now = 1'500;
    explore::TraceStep(task, /*blocked=*/i % 2 == 1);
  }
  const Records records = Read();
  ASSERT_EQ(records.trace.size(), static_cast<std::size_t>(Operation::kCount));
  for (std::size_t i = 0; i < records.trace.size(); ++i) {
    EXPECT_EQ(records.trace[i].operation, static_cast<Operation>(i));
    EXPECT_EQ(records.trace[i].blocked, i % 2 == 1);
    EXPECT_EQ(records.trace[i].thread, 2);
    EXPECT_EQ(records.trace[i].time_ns, 1'500);
  }
}

TEST_F(RoundTrip, OfANote) {
  explore::TraceNote(explore::arena->tasks[0], "STORE \"g0\"");
  const Records records = Read();
  ASSERT_EQ(records.trace.size(), 1u);
  EXPECT_EQ(records.trace[0].operation, Operation::kNote);
  EXPECT_EQ(records.trace[0].object, "STORE \"g0\"");
  EXPECT_EQ(records.trace[0].thread, 2);
}

TEST_F(RoundTrip, OfThreadsThatAreStuckAndTheNotifyThatCameTooEarly) {
  explore::arena->tasks[0].pending = {Operation::kWriteLock, 0x1000};
  explore::Notice early;
  early.task = 3;
  early.step = 9;
  explore::TakeThreadSnapshot();
  explore::ReportSnapshotAs(FindingKind::kLostWakeUp, "a thread sleeps", &early);
  const Records records = Read();
  ASSERT_TRUE(records.failure);
  ASSERT_EQ(records.failure->threads.size(), 1u);
  EXPECT_EQ(records.failure->threads[0].operation, Operation::kWriteLock);
  EXPECT_EQ(records.failure->threads[0].object, "shared mutex #1");
  ASSERT_TRUE(records.failure->early_notify);
  EXPECT_EQ(records.failure->early_notify->thread, 3);
  EXPECT_EQ(records.failure->early_notify->step, 9);
}

TEST_F(RoundTrip, OfARace) {
  explore::ReportRace("data-race", protocol::ThreadNumber(2, 0));
  const Records records = Read();
  ASSERT_TRUE(records.race);
  EXPECT_EQ(records.race->schedule, 7);
  EXPECT_EQ(records.race->strategy, "PCT");
  EXPECT_EQ(records.race->main_thread, protocol::ThreadNumber(2, 0));
  EXPECT_FALSE(records.race->fences);
}

TEST_F(RoundTrip, OfAShorterToken) {
  explore::ReportShrunk(FindingKind::kDeadlock, "x-3", 1, 25);
  EXPECT_EQ(Read().shrunk_token, "x-3");
}

TEST_F(RoundTrip, OfTheEnd) {
  explore::arena->job.schedules_by_strategy[static_cast<int>(explore::StrategyKind::kSurw)] = 60;
  explore::arena->job.distinct = 55;
  explore::arena->job.exhausted_delays = 1;
  explore::arena->job.choices = 4;
  explore::arena->job.time_passed = true;
  explore::arena->job.total_steps = 1'234;
  explore::ReportEnd();
  const Records records = Read();
  ASSERT_TRUE(records.end);
  EXPECT_EQ(records.end->schedules, (std::map<std::string, int>{{"SURW", 60}}));
  EXPECT_EQ(records.end->distinct, 55);
  EXPECT_EQ(records.end->exhausted_delays, 1);
  EXPECT_FALSE(records.end->nothing_to_choose);
  EXPECT_TRUE(records.end->time_passed);
  EXPECT_EQ(records.end->steps, 1'234);
}

}  // namespace
}  // namespace checker
