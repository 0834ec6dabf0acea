#include "checker/findings/explain/explain.h"

#include <gtest/gtest.h>

#include "checker/findings/explain/words.h"
#include "checker/protocol/thread_number.h"

namespace checker {
namespace {

using protocol::Operation;

constexpr char kSource[] =
    "class Bank {\n"                                  // 1
    " public:\n"                                      // 2
    "  void Put() {\n"                                // 3
    "    std::lock_guard lock(mutex_);\n"             // 4
    "    ++count_;\n"                                 // 5
    "  }\n"                                           // 6
    "  int Get() const { return count_; }\n"          // 7
    "  void Wait() { filled_.wait(lock); }\n"         // 8
    "  void Both() { std::lock_guard b(other_); }\n"  // 9
    "};\n";

// Addresses: 100 * line + column.
class Explaining : public testing::Test {
 protected:
  Explaining() {
    sources_["bank.h"] = SourceText(kSource);
    context_.sources = &sources_;
    context_.case_name = "Bank.NoMoneyIsLost";
    context_.test_file = "chapters/04_locks/tests/bank_test.cc";
  }

  Stack At(const std::string& function, int line, int column) {
    const CodeOffset offset = 100 * line + column;
    context_.symbols[offset] = {
        {"std::mutex::lock()", "/usr/include/c++/12/mutex", 100, 1},
        {"Bank::" + function + "()", "/submission/bank.h", line, column},
        {"Bank_NoMoneyIsLost_Test::TestBody()", "chapters/04_locks/tests/bank_test.cc", 12, 3}};
    return {offset};
  }

  BlockedThread Blocked(int id, Operation operation, const std::string& object, int object_id,
                        Stack stack, int held_by = -1) {
    BlockedThread thread;
    thread.id = id;
    thread.operation = operation;
    thread.object = object;
    thread.object_id = object_id;
    thread.held_by = held_by;
    thread.waits_for = held_by;
    thread.stack = std::move(stack);
    return thread;
  }

  Finding Told(FindingKind kind) {
    context_.failure.kind = kind;
    const Finding finding = ExplainFailure(context_);
    EXPECT_EQ(finding.cases, std::vector<std::string>{"Bank.NoMoneyIsLost"});
    for (const std::string& part : {finding.what, finding.why, finding.advice}) {
      EXPECT_FALSE(part.empty());
    }
    return finding;
  }

  SourceTexts sources_;
  FailureContext context_;
};

TEST_F(Explaining, OfADataRaceNamesTheVariableAndBothPlaces) {
  RaceReport race;
  race.kind = "data race";
  race.accesses.resize(2);
  race.accesses[0].thread = 1;
  race.accesses[0].stack = At("Get", 7, 28);
  race.accesses[1].thread = 2;
  race.accesses[1].write = true;
  race.accesses[1].mutexes_held = {0};
  race.accesses[1].stack = At("Put", 5, 5);
  context_.race = race;
  const Finding finding = Told(FindingKind::kDataRace);
  EXPECT_EQ(finding.file, "bank.h");
  EXPECT_EQ(finding.line, 5);
  EXPECT_EQ(finding.what, "Thread 2 wrote `count_` while thread 1 was reading it.");
  ASSERT_EQ(finding.where.size(), 2u);
  EXPECT_EQ(InWords(finding.where[0]), "write: Put, line 5");
  EXPECT_EQ(InWords(finding.where[1]), "read: Get, line 7");
  EXPECT_NE(finding.advice.find("(Get, line 7) none"), std::string::npos) << finding.advice;
  EXPECT_EQ(finding.excerpt.at(2).line, 5);
  EXPECT_EQ(finding.excerpt.at(2).text, "    ++count_;");
}

TEST_F(Explaining, OfARaceInTheTestBlamesTheLockThatLetTwoIn) {
  RaceReport race;
  race.kind = "data race";
  race.accesses.resize(2);
  race.accesses[0].write = race.accesses[1].write = true;
  for (RaceAccess& access : race.accesses) {
    context_.symbols[9] = {{"X_Test::TestBody()", "chapters/04_locks/tests/bank_test.cc", 30, 3}};
    access.stack = {9};
  }
  context_.race = race;
  const Finding finding = Told(FindingKind::kDataRace);
  EXPECT_EQ(finding.file, "tests/bank_test.cc");
  EXPECT_NE(finding.why.find("your code let two threads"), std::string::npos);
}

TEST_F(Explaining, OfADeadlockNamesProcesses) {
  const int process = protocol::ThreadNumber(1, 0);
  const int thread = protocol::ThreadNumber(1, 3);
  context_.failure.threads = {
      Blocked(0, Operation::kWaitForChild, "process 1", -1, {}),
      Blocked(process, Operation::kLock, "mutex #2", 2, At("Both", 9, 33), thread),
      Blocked(thread, Operation::kLock, "mutex #1", 1, At("Put", 4, 21), process)};
  context_.failure.cycle = {process, thread};
  const Finding finding = Told(FindingKind::kDeadlock);
  EXPECT_EQ(finding.what,
            "Process 1 waits for `other_`, which process 1, thread 3 holds; process 1, thread 3 "
            "waits for `mutex_`, which process 1 holds.");
}

TEST_F(Explaining, OfADeadlockSaysWhoHoldsAndWaitsForWhat) {
  context_.failure.threads = {Blocked(0, Operation::kJoin, "thread 1", -1, {}),
                              Blocked(1, Operation::kLock, "mutex #2", 2, At("Both", 9, 33), 2),
                              Blocked(2, Operation::kLock, "mutex #1", 1, At("Put", 4, 21), 1)};
  context_.failure.cycle = {1, 2};
  const Finding finding = Told(FindingKind::kDeadlock);
  EXPECT_EQ(finding.what,
            "Thread 1 waits for `other_`, which thread 2 holds; thread 2 waits for `mutex_`, which "
            "thread 1 holds.");
  EXPECT_EQ(finding.line, 9);
  EXPECT_EQ(finding.where.size(), 2u);
}

TEST_F(Explaining, OfADeadlockTellsTwoObjectsOfOneNameApart) {
  context_.failure.threads = {Blocked(1, Operation::kLock, "mutex #2", 2, At("Put", 4, 21), 2),
                              Blocked(2, Operation::kLock, "mutex #1", 1, At("Put", 4, 21), 1)};
  context_.failure.cycle = {1, 2};
  const Finding finding = Told(FindingKind::kDeadlock);
  EXPECT_NE(finding.what.find("`mutex_` (mutex #2)"), std::string::npos) << finding.what;
}

TEST_F(Explaining, OfAThreadThatWaitsForItself) {
  context_.failure.threads = {Blocked(1, Operation::kLock, "mutex #1", 1, At("Put", 4, 21), 1)};
  context_.failure.cycle = {1};
  EXPECT_EQ(Told(FindingKind::kDeadlock).what,
            "Thread 1 waits for `mutex_`, which it holds itself.");
}

TEST_F(Explaining, OfALostWakeUpNamesTheEarlyNotify) {
  context_.failure.threads = {Blocked(1, Operation::kWait, "condition #1", 1, At("Wait", 8, 25))};
  context_.failure.early_notify = EarlyNotify{2, 9, At("Put", 5, 5)};
  const Finding finding = Told(FindingKind::kLostWakeUp);
  EXPECT_EQ(
      finding.what.find("Thread 1 sleeps on `filled_`. Nobody is left to wake it. The wake-up "
                        "by thread 2 (Put, line 5)"),
      0u)
      << finding.what;
  EXPECT_EQ(InWords(finding.where.back()), "the early wake-up: Put, line 5");
}

TEST_F(Explaining, OfTooMuchLocking) {
  context_.failure.threads = {Blocked(1, Operation::kMeet, "meeting point #1", 1, At("Put", 5, 5)),
                              Blocked(2, Operation::kLock, "mutex #1", 1, At("Put", 4, 21), 1)};
  EXPECT_NE(
      Told(FindingKind::kTooMuchLocking).what.find("waits for `mutex_`, which thread 1 holds"),
      std::string::npos);
  context_.failure.threads.clear();
  context_.failure.message = "never seen: two readers at once";
  EXPECT_NE(Told(FindingKind::kTooMuchLocking).what.find("two readers at once"), std::string::npos);
}

TEST_F(Explaining, OfEndlessRunsAndLeaks) {
  context_.failure.threads = {Blocked(1, Operation::kYield, "", -1, At("Get", 7, 28))};
  EXPECT_EQ(Told(FindingKind::kBusyWaiting).line, 7);
  EXPECT_EQ(Told(FindingKind::kLivelock).line, 7);
  EXPECT_EQ(Told(FindingKind::kTimeLimit).line, 7);
  context_.failure.message = "a thread that the test started is still waiting";
  EXPECT_NE(Told(FindingKind::kLeak).what.find("still alive"), std::string::npos);
  context_.failure.message =
      "the states of threads that have ended: 3 heap blocks were left behind";
  EXPECT_EQ(Told(FindingKind::kLeak).what.find("Memory"), 0u);
  context_.failure.message = "a thread that has ended was neither joined nor detached";
  EXPECT_EQ(Told(FindingKind::kLeak).what.find("A thread was forgotten"), 0u);
}

TEST_F(Explaining, OfACrashNamesSignalAndLine) {
  RaceReport report;
  report.kind = "SEGV";
  report.ends_process = true;
  report.fault_address = 8;
  report.stacks = {At("Get", 7, 28)};
  context_.race = report;
  const Finding finding = Told(FindingKind::kCrash);
  EXPECT_EQ(finding.what, "The program used a null pointer (SIGSEGV).");
  EXPECT_EQ(finding.line, 7);
}

TEST_F(Explaining, OfAUseAfterFreeNamesBothSides) {
  RaceReport report;
  report.kind = "heap-use-after-free";
  report.accesses.resize(2);
  report.accesses[0].thread = 1;
  report.accesses[0].stack = At("Get", 7, 28);
  report.accesses[1].thread = 2;
  report.accesses[1].write = true;
  report.accesses[1].stack = At("Put", 5, 5);
  context_.race = report;
  const Finding finding = Told(FindingKind::kCrash);
  EXPECT_EQ(finding.what, "Thread 1 used `count_` after thread 2 had freed the memory it was in.");
  EXPECT_EQ(finding.line, 7);
}

TEST_F(Explaining, OfARaceWhoseReportIsMissing) {
  EXPECT_EQ(Told(FindingKind::kDataRace).file, "");
}

TEST_F(Explaining, OfAWrongResultGivesTheTestsWords) {
  context_.failure.message =
      "Expected equality of these values:\n  total\n    Which is: 90\n  100\nNo money gets lost";
  context_.failure.file = "chapters/04_locks/tests/bank_test.cc";
  context_.failure.line = 44;
  const Finding finding = Told(FindingKind::kWrongResult);
  EXPECT_EQ(finding.what, "No money gets lost: `total` is 90, expected was 100.");
  EXPECT_EQ(finding.why, "The exercise promises: no money is lost.");
  EXPECT_EQ(finding.file, "tests/bank_test.cc");
  EXPECT_EQ(finding.line, 44);
}

TEST_F(Explaining, OfAWrongResultHasATraceWhereThreadsMeet) {
  context_.trace = {{1, 0, Operation::kLock, "mutex #1", 1, 0, false, At("Put", 4, 21)}};
  EXPECT_TRUE(Told(FindingKind::kWrongResult).trace.steps.empty());
  context_.trace.push_back({2, 1, Operation::kLock, "mutex #1", 1, 0, false, At("Put", 4, 21)});
  EXPECT_FALSE(Told(FindingKind::kWrongResult).trace.steps.empty());
}

TEST_F(Explaining, OfAStubSaysWhereToStart) {
  context_.failure.message = "this is still to be written. An idea to begin with: Lock first.";
  context_.failure.file = "/submission/bank.h";
  context_.failure.line = 7;
  const Finding finding = Told(FindingKind::kNotAttempted);
  EXPECT_EQ(finding.file, "bank.h");
  EXPECT_EQ(finding.advice, "Start here: Lock first.");
}

TEST_F(Explaining, OfALongScheduleKeepsItsEnd) {
  for (int i = 0; i < 1000; ++i) {
    context_.trace.push_back(
        {i, 1 + i % 2, Operation::kLock, "mutex #1", 1, 0, false, At("Put", 4, 21)});
  }
  const AnnotatedTrace trace = Told(FindingKind::kWrongResult).trace;
  EXPECT_EQ(trace.steps.back().number, 999);
  EXPECT_EQ(trace.left_out + trace.steps.size(), 1000u);
  EXPECT_LT(trace.steps.size(), 1000u);
}

TEST(AssertionInWords, TellsEachForm) {
  const std::pair<const char*, const char*> cases[] = {
      {"Expected equality of these values:\n  a\n    Which is: 1\n  b\n    Which is: 2",
       "`a` is 1 but `b` is 2."},
      {"Value of: lock.try_lock()\n  Actual: false\nExpected: true\nIt is free.",
       "It is free. (`lock.try_lock()` is false.)"},
      {"Expected: (x) <= (y), actual: 3 vs 2", "Expected was `(x) <= (y)`, but it was 3 vs 2."},
      {"Expected: office.Sell() throws an exception of type std::logic_error.\n  Actual: it throws "
       "nothing.",
       "Expected was that office.Sell() throws an exception of type std::logic_error. Instead, it "
       "throws nothing."},
      {"Failed\nan exception left a thread: x", "An exception left a thread: x"},
      {"never seen: two at once", "Never seen: two at once"},
      {"", "The test failed."},
  };
  for (const auto& [message, words] : cases) EXPECT_EQ(AssertionInWords(message), words);
}

}  // namespace
}  // namespace checker
