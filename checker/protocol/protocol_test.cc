#include <gtest/gtest.h>

#include <set>
#include <string>

#include "checker/protocol/finding_kind.h"
#include "checker/protocol/operation.h"

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

}  // namespace
}  // namespace protocol
