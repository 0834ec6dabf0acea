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

TEST(LifoAndPriority, TheLastOneInIsTheFirstOneOut) {
  LifoQueue<int> queue;
  for (int i : {34, 56, 12}) queue.Put(i);
  EXPECT_EQ(Drain(queue), (std::vector<int>{12, 56, 34})) << "last in, first out";
  queue.Put(1);
  queue.Put(2);
  EXPECT_EQ(queue.Get(), 2);
  queue.Put(3);
  EXPECT_EQ(Drain(queue), (std::vector<int>{3, 1})) << "3 came after 1";
}

TEST(LifoAndPriority, TheSmallestComesOutFirst) {
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

TEST(LifoAndPriority, AnotherLessMeansAnotherOrder) {
  PriorityQueue<int, std::greater<int>> queue;
  for (int i : {5, 1, 4, 2, 3}) queue.Put(i);
  EXPECT_EQ(Drain(queue), (std::vector<int>{5, 4, 3, 2, 1})) << "here `less` means greater";
}

TEST(LifoAndPriority, EqualsComeOutInOrderOfArrival) {
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

TEST(LifoAndPriority, EqualsStayInOrderAfterManyItems) {
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

TEST(LifoAndPriority, AnItemThatCannotBeCopiedIsMovedOut) {
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

TEST(LifoAndPriority, TwoGettersTakeTwoDifferentItems) {
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
TEST(LifoAndPriority, AFullQueueRefusesAndAnEmptyOneHasNothing) {
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Lifos>();
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Priorities>();
}
TEST(LifoAndPriority, AMaxsizeBelowOneMeansUnlimited) {
  contract::AMaxsizeBelowOneMeansUnlimited<Lifos>();
  contract::AMaxsizeBelowOneMeansUnlimited<Priorities>();
}
TEST(LifoAndPriority, NothingIsLostBetweenPuttersAndGetters) {
  contract::NothingIsLostBetweenPuttersAndGetters<Lifos>();
  contract::NothingIsLostBetweenPuttersAndGetters<Priorities>();
}
TEST(LifoAndPriority, EveryWaitingGetterIsWoken) {
  contract::EveryWaitingGetterIsWoken<Lifos>();
  contract::EveryWaitingGetterIsWoken<Priorities>();
}
TEST(LifoAndPriority, EveryWaitingPutterIsWoken) {
  contract::EveryWaitingPutterIsWoken<Lifos>();
  contract::EveryWaitingPutterIsWoken<Priorities>();
}
TEST(LifoAndPriority, GrowingWakesEveryWaitingPutter) {
  contract::GrowingWakesEveryWaitingPutter<Lifos>();
  contract::GrowingWakesEveryWaitingPutter<Priorities>();
}
TEST(LifoAndPriority, ShrinkingDropsNothing) {
  contract::ShrinkingDropsNothing<Lifos>();
  contract::ShrinkingDropsNothing<Priorities>();
}
TEST(LifoAndPriority, ARefusedItemStaysWithTheCaller) {
  contract::ARefusedItemStaysWithTheCaller<Lifos>();
  contract::ARefusedItemStaysWithTheCaller<Priorities>();
}
TEST(LifoAndPriority, AnItemIsBuiltFromWhateverMakesOne) {
  contract::AnItemIsBuiltFromWhateverMakesOne<Lifos>();
  contract::AnItemIsBuiltFromWhateverMakesOne<Priorities>();
}
TEST(LifoAndPriority, ATimedGetHasOneDeadline) {
  contract::ATimedGetHasOneDeadline<Lifos>();
  contract::ATimedGetHasOneDeadline<Priorities>();
}
TEST(LifoAndPriority, ATimedPutHasOneDeadline) {
  contract::ATimedPutHasOneDeadline<Lifos>();
  contract::ATimedPutHasOneDeadline<Priorities>();
}
TEST(LifoAndPriority, AGetterThatGivesUpTakesNoWakeUpAlong) {
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Lifos>();
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Priorities>();
}
TEST(LifoAndPriority, APutterThatGivesUpTakesNoWakeUpAlong) {
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Lifos>();
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Priorities>();
}
TEST(LifoAndPriority, ZeroDoesNotWaitAndLessIsRefused) {
  contract::ZeroDoesNotWaitAndLessIsRefused<Lifos>();
  contract::ZeroDoesNotWaitAndLessIsRefused<Priorities>();
}
TEST(LifoAndPriority, ATimeBeyondTheClockIsForEver) {
  contract::ATimeBeyondTheClockIsForEver<Lifos>();
  contract::ATimeBeyondTheClockIsForEver<Priorities>();
}
TEST(LifoAndPriority, WhoWaitsSleeps) {
  contract::WhoWaitsSleeps<Lifos>();
  contract::WhoWaitsSleeps<Priorities>();
}
TEST(LifoAndPriority, JoinWaitsUntilEveryTaskIsDone) {
  contract::JoinWaitsUntilEveryTaskIsDone<Lifos>();
  contract::JoinWaitsUntilEveryTaskIsDone<Priorities>();
}
TEST(LifoAndPriority, OneTaskDoneTooManyIsRefused) {
  contract::OneTaskDoneTooManyIsRefused<Lifos>();
  contract::OneTaskDoneTooManyIsRefused<Priorities>();
}
TEST(LifoAndPriority, ThePutterThatThrowsPassesItsRoomOn) {
  contract::ThePutterThatThrowsPassesItsRoomOn<Lifos>();
  contract::ThePutterThatThrowsPassesItsRoomOn<Priorities>();
}
TEST(LifoAndPriority, NothingOfAnItemStaysBehind) {
  contract::NothingOfAnItemStaysBehind<Lifos>();
  contract::NothingOfAnItemStaysBehind<Priorities>();
}
TEST(LifoAndPriority, AnybodyMayAskAtAnyTime) {
  contract::AnybodyMayAskAtAnyTime<Lifos>();
  contract::AnybodyMayAskAtAnyTime<Priorities>();
}
TEST(LifoAndPriority, AfterShutdownTheRestCanBeGot) {
  contract::AfterShutdownTheRestCanBeGot<Lifos>();
  contract::AfterShutdownTheRestCanBeGot<Priorities>();
}
TEST(LifoAndPriority, ShutdownWakesEveryWaitingGetter) {
  contract::ShutdownWakesEveryWaitingGetter<Lifos>();
  contract::ShutdownWakesEveryWaitingGetter<Priorities>();
}
TEST(LifoAndPriority, ShutdownWakesEveryWaitingPutter) {
  contract::ShutdownWakesEveryWaitingPutter<Lifos>();
  contract::ShutdownWakesEveryWaitingPutter<Priorities>();
}
TEST(LifoAndPriority, WhatIsLeftGoesToTheWaitingGettersFirst) {
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Lifos>();
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Priorities>();
}
TEST(LifoAndPriority, AnImmediateShutdownDropsWhatIsLeft) {
  contract::AnImmediateShutdownDropsWhatIsLeft<Lifos>();
  contract::AnImmediateShutdownDropsWhatIsLeft<Priorities>();
}
TEST(LifoAndPriority, AfterAnImmediateShutdownJoinWaitsForItemsInHand) {
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Lifos>();
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Priorities>();
}
TEST(LifoAndPriority, AnImmediateShutdownEndsJoin) {
  contract::AnImmediateShutdownEndsJoin<Lifos>();
  contract::AnImmediateShutdownEndsJoin<Priorities>();
}
TEST(LifoAndPriority, SoftMayBecomeImmediateButNeverBack) {
  contract::SoftMayBecomeImmediateButNeverBack<Lifos>();
  contract::SoftMayBecomeImmediateButNeverBack<Priorities>();
}
TEST(LifoAndPriority, DroppedItemsDieOutsideTheLock) {
  contract::DroppedItemsDieOutsideTheLock<Lifos>();
  contract::DroppedItemsDieOutsideTheLock<Priorities>();
}

}  // namespace
