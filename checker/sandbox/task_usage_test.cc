#include "checker/sandbox/task_usage.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kRunning[] =
    "17 (a) b (c) R 1 17 17 0 -1 4194304 100 0 0 0 5 6 7 8 20 0 3 0 100 123456 42 "
    "18446744073709551615";

TEST(TaskUsage, ReadsAProcessWhoseNameHoldsBrackets) {
  TaskUsage usage;
  AddProcess(kRunning, usage);
  EXPECT_EQ(usage.processes, 1);
  EXPECT_EQ(usage.tasks, 3);
  EXPECT_EQ(usage.processor_ticks, 5 + 6 + 7 + 8);
  EXPECT_EQ(usage.resident_bytes % 42, 0);
  EXPECT_GT(usage.resident_bytes, 0);
}

TEST(TaskUsage, ADeadProcessUsesOnlyTheTimeItHasUsed) {
  std::string dead = kRunning;
  dead.replace(dead.find(") R "), 4, ") Z ");
  TaskUsage usage;
  AddProcess(dead, usage);
  EXPECT_EQ(usage.processes, 0);
  EXPECT_EQ(usage.tasks, 0);
  EXPECT_EQ(usage.processor_ticks, 26);
}

TEST(TaskUsage, SkipsWhatItCannotRead) {
  TaskUsage usage;
  AddProcess("", usage);
  AddProcess("17 (a", usage);
  AddProcess("17 (a) R 1", usage);
  EXPECT_EQ(usage.processes, 0);
}

}  // namespace
}  // namespace checker
