#include <gtest/gtest.h>

#include <set>
#include <string>

#include "checker/protocol/finding_kind.h"
#include "checker/protocol/operation.h"
#include "checker/protocol/sanitizer_report.h"
#include "checker/protocol/thread_number.h"

namespace protocol {
namespace {

TEST(Operation, NoTwoPrintTheSameName) {
  std::set<std::string> names;
  for (const OperationFacts& facts : kOperations) {
    EXPECT_TRUE(names.insert(facts.name).second) << facts.name;
  }
}

TEST(Operation, TwoShareAWordOnlyOnDifferentKindsOfObjects) {
  std::set<std::pair<std::string, ObjectKind>> seen;
  for (const OperationFacts& facts : kOperations) {
    EXPECT_TRUE(seen.insert({facts.words, facts.object}).second) << facts.name;
  }
}

TEST(Operation, EveryNameLeadsBackToItsOperation) {
  for (int i = 0; i < static_cast<int>(Operation::kCount); ++i) {
    const auto operation = static_cast<Operation>(i);
    EXPECT_EQ(OperationNamed(NameOf(operation)), operation);
  }
  EXPECT_EQ(OperationNamed("lock mutex"), std::nullopt);
}

TEST(FindingKind, EveryNameIsUniqueAndLeadsBackToItsKind) {
  for (int i = 0; i < kFindingKinds; ++i) {
    const auto kind = static_cast<FindingKind>(i);
    EXPECT_EQ(FindingKindNamed(NameOf(kind)), kind);
  }
  EXPECT_EQ(FindingKindNamed("deadlocks"), std::nullopt);
}

// Everything that ThreadSanitizer reports: what its interface calls it, what its text does.
struct Warning {
  const char* description;
  const char* words;
  FindingKind kind;
};

constexpr Warning kWarnings[] = {
    {"data-race", "data race", FindingKind::kDataRace},
    {"data-race-vptr", "data race on vptr (ctor/dtor vs virtual call)", FindingKind::kDataRace},
    {"external-race", "race on external object", FindingKind::kDataRace},
    {"heap-use-after-free", "heap-use-after-free", FindingKind::kCrash},
    {"heap-use-after-free-vptr", "heap-use-after-free (virtual call vs free)", FindingKind::kCrash},
    {"lock-order-inversion", "lock-order-inversion (potential deadlock)", FindingKind::kDeadlock},
    {"mutex-double-lock", "double lock of a mutex", FindingKind::kDeadlock},
    {"thread-leak", "thread leak", FindingKind::kLeak},
    {"locked-mutex-destroy", "destroy of a locked mutex", FindingKind::kWrongResult},
    {"mutex-bad-unlock", "unlock of an unlocked mutex (or by a wrong thread)",
     FindingKind::kWrongResult},
    {"mutex-bad-read-lock", "read lock of a write locked mutex", FindingKind::kWrongResult},
    {"mutex-bad-read-unlock", "read unlock of a write locked mutex", FindingKind::kWrongResult},
    {"mutex-invalid-access", "use of an invalid mutex (e.g. uninitialized or destroyed)",
     FindingKind::kWrongResult},
    {"mutex-held-in-wrong-context", "mutex held in the wrong context", FindingKind::kWrongResult},
    {"signal-unsafe-call", "signal-unsafe call inside of a signal", FindingKind::kWrongResult},
    {"errno-in-signal-handler", "signal handler spoils errno", FindingKind::kWrongResult},
};

TEST(SanitizerReport, BothNamesOfAWarningAreTheSameKind) {
  for (const Warning& warning : kWarnings) {
    EXPECT_EQ(KindOfSanitizerReport(warning.description), warning.kind) << warning.description;
    EXPECT_EQ(KindOfSanitizerReport(warning.words), warning.kind) << warning.words;
  }
}

TEST(ThreadNumber, TellsTheProcessAndTheThreadWithin) {
  EXPECT_EQ(ThreadNumber(0, 7), 7);
  EXPECT_EQ(ProcessOfThread(ThreadNumber(3, 7)), 3);
  EXPECT_EQ(ThreadWithinProcess(ThreadNumber(3, 7)), 7);
  EXPECT_EQ(ThreadWithinProcess(ThreadNumber(3, 0)), 0);
}

TEST(SanitizerReport, IsAWrongResultUnderANameThatNobodyKnows) {
  EXPECT_EQ(KindOfSanitizerReport(""), FindingKind::kWrongResult);
  EXPECT_EQ(KindOfSanitizerReport("rac"), FindingKind::kWrongResult);
}

}  // namespace
}  // namespace protocol
