#include "task_list.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;

// What one thread took until the list was empty.
std::vector<int> TakeAll(TaskList<int>& list) {
  std::vector<int> taken;
  while (std::optional<int> task = list.TakeLast()) taken.push_back(*task);
  return taken;
}

std::vector<int> Sorted(const std::vector<std::vector<int>>& parts) {
  std::vector<int> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  std::sort(all.begin(), all.end());
  return all;
}

GRADED_TEST(TaskList, TheLastTaskComesOutFirst, 1) {
  TaskList<int> list({1, 2, 3});
  EXPECT_EQ(list.size(), 3u);
  EXPECT_EQ(TakeAll(list), (std::vector<int>{3, 2, 1}));
  EXPECT_EQ(list.size(), 0u) << "every task was taken";
}

GRADED_TEST(TaskList, AnEmptyListGivesNothingForEver, 1) {
  TaskList<int> list({});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(list.TakeLast()) << "there is no task to take";
  EXPECT_EQ(list.size(), 0u) << "asking an empty list must not change how many are left";
}

GRADED_TEST(TaskList, EveryTaskGoesOutOnce, 3) {
  TaskList<int> list({1, 2, 3, 4, 5});
  std::vector<std::vector<int>> taken(3);
  RunTogether(3, [&](int i) { taken[i] = TakeAll(list); });
  EXPECT_EQ(Sorted(taken), (std::vector<int>{1, 2, 3, 4, 5}))
      << "five tasks, each worked on once: none twice, none forgotten";
  for (const auto& part : taken) {
    EXPECT_TRUE(std::is_sorted(part.rbegin(), part.rend()))
        << "a later call got a task from nearer the end than an earlier call";
  }
}

GRADED_TEST(TaskList, TheVeryLastTaskGoesToOneOfTwo, 3) {
  TaskList<int> list({7});
  std::vector<std::optional<int>> taken(2);
  RunTogether(2, [&](int i) { taken[i] = list.TakeLast(); });
  EXPECT_EQ(taken[0].has_value() + taken[1].has_value(), 1)
      << "one task, two takers: exactly one of them gets it";
  EXPECT_EQ(list.size(), 0u);
  EXPECT_FALSE(list.TakeLast());
}

GRADED_TEST(TaskList, EqualTasksAreDifferentTasks, 1) {
  TaskList<int> list({7, 7, 5, 7});
  std::vector<std::vector<int>> taken(2);
  RunTogether(2, [&](int i) { taken[i] = TakeAll(list); });
  EXPECT_EQ(Sorted(taken), (std::vector<int>{5, 7, 7, 7})) << "three tasks are called 7";
}

GRADED_TEST(TaskList, ATaskThatCannotBeCopiedIsMovedOut, 2) {
  std::vector<std::unique_ptr<int>> tasks;
  for (int i = 1; i <= 3; ++i) tasks.push_back(std::make_unique<int>(i));
  TaskList<std::unique_ptr<int>> list(std::move(tasks));
  std::vector<std::vector<int>> taken(2);
  RunTogether(2, [&](int i) {
    while (auto task = list.TakeLast()) taken[i].push_back(**task);
  });
  EXPECT_EQ(Sorted(taken), (std::vector<int>{1, 2, 3}));
}

GRADED_TEST(TaskList, TheSizeMayBeAskedAtAnyTime, 2) {
  TaskList<int> list({1, 2, 3});
  std::vector<std::size_t> seen;
  RunTogether({[&] { list.TakeLast(); }, [&] { list.TakeLast(); },
               [&] {
                 for (int i = 0; i < 3; ++i) seen.push_back(list.size());
               }});
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend())) << "nobody adds: it can only fall";
  EXPECT_LE(seen.front(), 3u);
  EXPECT_GE(seen.back(), 1u) << "only two of the three were taken";
  EXPECT_EQ(list.size(), 1u);

  TaskList<int> short_list({1});
  RunTogether({[&] {
                 for (int i = 0; i < 2; ++i) short_list.TakeLast();
               },
               [&] { EXPECT_LE(short_list.size(), 1u) << "there never was more than one task"; }});
}

GRADED_TEST(TaskList, WorkersShareTheTasksBetweenThem, 2) {
  TaskList<int> list({1, 2, 3, 4});
  std::vector<std::vector<int>> handled(2);
  std::vector<std::size_t> count(2);
  RunTogether(2,
              [&](int i) { count[i] = list.Work([&](int& task) { handled[i].push_back(task); }); });
  EXPECT_EQ(Sorted(handled), (std::vector<int>{1, 2, 3, 4}));
  for (int i : {0, 1}) EXPECT_EQ(count[i], handled[i].size()) << "Work returns how many it handled";
}

GRADED_TEST(TaskList, TwoWorkersHandleAtTheSameTime, 2) {
  TaskList<int> list({1, 2});
  checker::MeetingPoint both_are_handling(2);
  RunTogether(2, [&](int) { list.Work([&](int&) { both_are_handling.Meet(); }); });
  EXPECT_EQ(list.size(), 0u);
}

GRADED_TEST(TaskList, AHandlerMayCallTheList, 1) {
  TaskList<int> list({1, 2, 3});
  std::vector<int> seen;
  const std::size_t handled = list.Work([&](int& task) {
    seen.push_back(task);
    EXPECT_EQ(list.size(), task - 1u) << "the task in hand is no longer in the list";
    if (task == 3) {
      if (auto other = list.TakeLast()) seen.push_back(*other);
    }
  });
  EXPECT_EQ(handled, 2u);
  EXPECT_EQ(seen, (std::vector<int>{3, 2, 1}));
}

GRADED_TEST(TaskList, ATaskStaysTakenWhenItsHandlerThrows, 2) {
  TaskList<int> list({1, 2});
  EXPECT_THROW(list.Work([](int&) { throw std::runtime_error("no"); }), std::runtime_error)
      << "what the handler throws must leave Work";
  std::vector<std::vector<int>> rest(2);
  RunTogether(2, [&](int i) { rest[i] = TakeAll(list); });
  EXPECT_EQ(Sorted(rest), std::vector<int>{1}) << "task 2 was taken, task 1 was not";
}

}  // namespace
