#include "lifo_and_priority.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"
#include "shutdown_contract.h"
#include "timeout_contract.h"

namespace {

template <class T>
using Lifos = LifoQueue<T>;
template <class T>
using Priorities = PriorityQueue<T>;

struct Job {
  int priority;
  std::string what;
};
struct MoreUrgent {
  bool operator()(const Job& a, const Job& b) const { return a.priority < b.priority; }
};

// Everything that is in the queue, in the order in which it comes out.
template <class Q>
auto Drain(Q& queue) {
  std::vector<decltype(queue.Get())> items;
  while (auto item = queue.TryGet()) items.push_back(std::move(*item));
  return items;
}

template <class Q>
std::string Letters(Q& queue) {
  std::string letters;
  while (auto job = queue.TryGet()) letters += job->what;
  return letters;
}

GRADED_TEST(LifoAndPriority, TheLastOneInIsTheFirstOneOut, 2) {
  LifoQueue<int> queue;
  for (int i : {34, 56, 12}) queue.Put(i);
  EXPECT_EQ(Drain(queue), (std::vector<int>{12, 56, 34})) << "last in, first out";
  queue.Put(1);
  queue.Put(2);
  EXPECT_EQ(queue.Get(), 2);
  queue.Put(3);
  EXPECT_EQ(Drain(queue), (std::vector<int>{3, 1})) << "3 came after 1";
}

GRADED_TEST(LifoAndPriority, TheSmallestComesOutFirst, 2) {
  PriorityQueue<Job, MoreUrgent> queue;
  queue.Put(Job{5, "c"});
  queue.Put(Job{7, "d"});
  queue.Put(Job{3, "a"});
  queue.Put(Job{4, "b"});
  EXPECT_EQ(Letters(queue), "abcd") << "priorities 3, 4, 5, 7";
  PriorityQueue<int> numbers;
  for (int i : {5, 1, 4, 2, 3}) numbers.Put(i);
  EXPECT_EQ(Drain(numbers), (std::vector<int>{1, 2, 3, 4, 5}));
}

GRADED_TEST(LifoAndPriority, AnotherLessMeansAnotherOrder, 1) {
  PriorityQueue<int, std::greater<int>> queue;
  for (int i : {5, 1, 4, 2, 3}) queue.Put(i);
  EXPECT_EQ(Drain(queue), (std::vector<int>{5, 4, 3, 2, 1})) << "here `less` means greater";
}

GRADED_TEST(LifoAndPriority, EqualsComeOutInOrderOfArrival, 3) {
  PriorityQueue<Job, MoreUrgent> queue;
  for (const char* what : {"b", "c", "d", "e", "f"}) queue.Put(Job{2, what});
  queue.Put(Job{1, "a"});
  EXPECT_EQ(queue.Get().what, "a");
  EXPECT_EQ(queue.Get().what, "b") << "of equals the one that came first";
  EXPECT_EQ(queue.Get().what, "c") << "of equals the one that came first";
  queue.Put(Job{2, "g"});
  queue.Put(Job{3, "h"});
  EXPECT_EQ(Letters(queue), "defgh") << "equals come out in the order in which they came";
  const std::string many = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (const char what : many) queue.Put(Job{1, {what}});
  EXPECT_EQ(Letters(queue), many) << "however many they are";
}

GRADED_TEST(LifoAndPriority, EqualsStayInOrderAfterManyItems, 1) {
  Priority<Job, MoreUrgent> storage;
  storage.push(Job{0, "a"});
  for (int i = 0; i < 65'536 - 2; ++i) {
    storage.push(Job{-1, ""});
    storage.pop();
  }
  for (const char* what : {"b", "c"}) storage.push(Job{0, what});
  std::string letters;
  while (storage.size() > 0) letters += storage.pop().what;
  EXPECT_EQ(letters, "abc") << "65,535 items came between the first and the last of these equals";
}

GRADED_TEST(LifoAndPriority, AnItemThatCannotBeCopiedIsMovedOut, 2) {
  struct ByValue {
    bool operator()(const std::unique_ptr<int>& a, const std::unique_ptr<int>& b) const {
      return *a < *b;
    }
  };
  PriorityQueue<std::unique_ptr<int>, ByValue> queue;
  for (int i : {3, 1, 2, 1}) queue.Put(std::make_unique<int>(i));
  std::vector<int> values;
  for (const auto& item : Drain(queue)) values.push_back(*item);
  EXPECT_EQ(values, (std::vector<int>{1, 1, 2, 3}));
}

GRADED_TEST(LifoAndPriority, TwoGettersTakeTwoDifferentItems, 3) {
  PriorityQueue<int> smallest;
  LifoQueue<int> last;
  for (int i : {1, 2, 3}) {
    smallest.Put(i);
    last.Put(i);
  }
  std::vector<int> from_smallest(2), from_last(2);
  checker::RunTogether(2, [&](int i) {
    from_smallest[i] = smallest.Get();
    from_last[i] = last.Get();
    PriorityQueue<int> own;  // has nothing in common with any other queue
    own.Put(i);
    EXPECT_EQ(own.Get(), i);
  });
  EXPECT_EQ(from_smallest[0] + from_smallest[1], 1 + 2) << "the two smallest, one each";
  EXPECT_EQ(from_last[0] + from_last[1], 3 + 2) << "the two last, one each";
  EXPECT_EQ(smallest.Get(), 3);
  EXPECT_EQ(last.Get(), 1);
}

// What every queue promises, whatever its order.
GRADED_TEST(LifoAndPriority, AFullQueueRefusesAndAnEmptyOneHasNothing, 1) {
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Lifos>();
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Priorities>();
}
GRADED_TEST(LifoAndPriority, AMaxsizeBelowOneMeansUnlimited, 1) {
  contract::AMaxsizeBelowOneMeansUnlimited<Lifos>();
  contract::AMaxsizeBelowOneMeansUnlimited<Priorities>();
}
GRADED_TEST(LifoAndPriority, NothingIsLostBetweenPuttersAndGetters, 1) {
  contract::NothingIsLostBetweenPuttersAndGetters<Lifos>();
  contract::NothingIsLostBetweenPuttersAndGetters<Priorities>();
}
GRADED_TEST(LifoAndPriority, EveryWaitingGetterIsWoken, 1) {
  contract::EveryWaitingGetterIsWoken<Lifos>();
  contract::EveryWaitingGetterIsWoken<Priorities>();
}
GRADED_TEST(LifoAndPriority, EveryWaitingPutterIsWoken, 1) {
  contract::EveryWaitingPutterIsWoken<Lifos>();
  contract::EveryWaitingPutterIsWoken<Priorities>();
}
GRADED_TEST(LifoAndPriority, GrowingWakesEveryWaitingPutter, 1) {
  contract::GrowingWakesEveryWaitingPutter<Lifos>();
  contract::GrowingWakesEveryWaitingPutter<Priorities>();
}
GRADED_TEST(LifoAndPriority, ShrinkingDropsNothing, 1) {
  contract::ShrinkingDropsNothing<Lifos>();
  contract::ShrinkingDropsNothing<Priorities>();
}
GRADED_TEST(LifoAndPriority, ARefusedItemStaysWithTheCaller, 1) {
  contract::ARefusedItemStaysWithTheCaller<Lifos>();
  contract::ARefusedItemStaysWithTheCaller<Priorities>();
}
GRADED_TEST(LifoAndPriority, AnItemIsBuiltFromWhateverMakesOne, 1) {
  contract::AnItemIsBuiltFromWhateverMakesOne<Lifos>();
  contract::AnItemIsBuiltFromWhateverMakesOne<Priorities>();
}
GRADED_TEST(LifoAndPriority, ATimedGetHasOneDeadline, 1) {
  contract::ATimedGetHasOneDeadline<Lifos>();
  contract::ATimedGetHasOneDeadline<Priorities>();
}
GRADED_TEST(LifoAndPriority, ATimedPutHasOneDeadline, 1) {
  contract::ATimedPutHasOneDeadline<Lifos>();
  contract::ATimedPutHasOneDeadline<Priorities>();
}
GRADED_TEST(LifoAndPriority, AGetterThatGivesUpTakesNoWakeUpAlong, 1) {
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Lifos>();
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Priorities>();
}
GRADED_TEST(LifoAndPriority, APutterThatGivesUpTakesNoWakeUpAlong, 1) {
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Lifos>();
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Priorities>();
}
GRADED_TEST(LifoAndPriority, ZeroDoesNotWaitAndLessIsRefused, 1) {
  contract::ZeroDoesNotWaitAndLessIsRefused<Lifos>();
  contract::ZeroDoesNotWaitAndLessIsRefused<Priorities>();
}
GRADED_TEST(LifoAndPriority, ATimeBeyondTheClockIsForEver, 1) {
  contract::ATimeBeyondTheClockIsForEver<Lifos>();
  contract::ATimeBeyondTheClockIsForEver<Priorities>();
}
GRADED_TEST(LifoAndPriority, WhoWaitsSleeps, 1) {
  contract::WhoWaitsSleeps<Lifos>();
  contract::WhoWaitsSleeps<Priorities>();
}
GRADED_TEST(LifoAndPriority, JoinWaitsUntilEveryTaskIsDone, 1) {
  contract::JoinWaitsUntilEveryTaskIsDone<Lifos>();
  contract::JoinWaitsUntilEveryTaskIsDone<Priorities>();
}
GRADED_TEST(LifoAndPriority, OneTaskDoneTooManyIsRefused, 1) {
  contract::OneTaskDoneTooManyIsRefused<Lifos>();
  contract::OneTaskDoneTooManyIsRefused<Priorities>();
}
GRADED_TEST(LifoAndPriority, ThePutterThatThrowsPassesItsRoomOn, 1) {
  contract::ThePutterThatThrowsPassesItsRoomOn<Lifos>();
  contract::ThePutterThatThrowsPassesItsRoomOn<Priorities>();
}
GRADED_TEST(LifoAndPriority, NothingOfAnItemStaysBehind, 1) {
  contract::NothingOfAnItemStaysBehind<Lifos>();
  contract::NothingOfAnItemStaysBehind<Priorities>();
}
GRADED_TEST(LifoAndPriority, AnybodyMayAskAtAnyTime, 1) {
  contract::AnybodyMayAskAtAnyTime<Lifos>();
  contract::AnybodyMayAskAtAnyTime<Priorities>();
}
GRADED_TEST(LifoAndPriority, AfterShutdownTheRestCanBeGot, 1) {
  contract::AfterShutdownTheRestCanBeGot<Lifos>();
  contract::AfterShutdownTheRestCanBeGot<Priorities>();
}
GRADED_TEST(LifoAndPriority, ShutdownWakesEveryWaitingGetter, 1) {
  contract::ShutdownWakesEveryWaitingGetter<Lifos>();
  contract::ShutdownWakesEveryWaitingGetter<Priorities>();
}
GRADED_TEST(LifoAndPriority, ShutdownWakesEveryWaitingPutter, 1) {
  contract::ShutdownWakesEveryWaitingPutter<Lifos>();
  contract::ShutdownWakesEveryWaitingPutter<Priorities>();
}
GRADED_TEST(LifoAndPriority, WhatIsLeftGoesToTheWaitingGettersFirst, 1) {
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Lifos>();
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Priorities>();
}
GRADED_TEST(LifoAndPriority, AnImmediateShutdownDropsWhatIsLeft, 1) {
  contract::AnImmediateShutdownDropsWhatIsLeft<Lifos>();
  contract::AnImmediateShutdownDropsWhatIsLeft<Priorities>();
}
GRADED_TEST(LifoAndPriority, AfterAnImmediateShutdownJoinWaitsForItemsInHand, 1) {
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Lifos>();
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Priorities>();
}
GRADED_TEST(LifoAndPriority, AnImmediateShutdownEndsJoin, 1) {
  contract::AnImmediateShutdownEndsJoin<Lifos>();
  contract::AnImmediateShutdownEndsJoin<Priorities>();
}
GRADED_TEST(LifoAndPriority, SoftMayBecomeImmediateButNeverBack, 1) {
  contract::SoftMayBecomeImmediateButNeverBack<Lifos>();
  contract::SoftMayBecomeImmediateButNeverBack<Priorities>();
}
GRADED_TEST(LifoAndPriority, DroppedItemsDieOutsideTheLock, 1) {
  contract::DroppedItemsDieOutsideTheLock<Lifos>();
  contract::DroppedItemsDieOutsideTheLock<Priorities>();
}

}  // namespace
