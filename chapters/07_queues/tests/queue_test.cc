#include "queue.h"

#include <chrono>
#include <deque>
#include <stdexcept>
#include <vector>

#include "checker/testing/workbook_test.h"
#include "shutdown_contract.h"
#include "timeout_contract.h"

namespace {

template <class T>
using Fifos = Queue<T>;

TEST(Queue, ItemsComeOutInTheOrderTheyWentIn) {
  Queue<int> queue;
  for (int i : {34, 56, 12}) queue.Put(i);
  std::vector<int> got;
  for (int i = 0; i < 3; ++i) got.push_back(queue.Get());
  EXPECT_EQ(got, (std::vector<int>{34, 56, 12})) << "first in, first out";
}

TEST(Queue, OnePuttersItemsStayInOrder) {
  Queue<int> queue(2);
  std::vector<int> got;
  checker::RunTogether({[&] {
                          for (int i = 0; i < 4; ++i) queue.Put(i);
                        },
                        [&] {
                          for (int i = 0; i < 4; ++i) got.push_back(queue.Get());
                        }});
  EXPECT_EQ(got, (std::vector<int>{0, 1, 2, 3}));
}

TEST(Queue, AFullQueueRefusesAndAnEmptyOneHasNothing) {
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Fifos>();
}
TEST(Queue, AMaxsizeBelowOneMeansUnlimited) { contract::AMaxsizeBelowOneMeansUnlimited<Fifos>(); }
TEST(Queue, NothingIsLostBetweenPuttersAndGetters) {
  contract::NothingIsLostBetweenPuttersAndGetters<Fifos>();
}
TEST(Queue, EveryWaitingGetterIsWoken) { contract::EveryWaitingGetterIsWoken<Fifos>(); }
TEST(Queue, EveryWaitingPutterIsWoken) { contract::EveryWaitingPutterIsWoken<Fifos>(); }
TEST(Queue, GrowingWakesEveryWaitingPutter) { contract::GrowingWakesEveryWaitingPutter<Fifos>(); }
TEST(Queue, ShrinkingDropsNothing) { contract::ShrinkingDropsNothing<Fifos>(); }
TEST(Queue, ARefusedItemStaysWithTheCaller) { contract::ARefusedItemStaysWithTheCaller<Fifos>(); }
TEST(Queue, AnItemIsBuiltFromWhateverMakesOne) {
  contract::AnItemIsBuiltFromWhateverMakesOne<Fifos>();
}
TEST(Queue, ATimedGetHasOneDeadline) { contract::ATimedGetHasOneDeadline<Fifos>(); }
TEST(Queue, ATimedPutHasOneDeadline) { contract::ATimedPutHasOneDeadline<Fifos>(); }
TEST(Queue, AGetterThatGivesUpTakesNoWakeUpAlong) {
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Fifos>();
}
TEST(Queue, APutterThatGivesUpTakesNoWakeUpAlong) {
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Fifos>();
}
TEST(Queue, ZeroDoesNotWaitAndLessIsRefused) { contract::ZeroDoesNotWaitAndLessIsRefused<Fifos>(); }
TEST(Queue, ATimeBeyondTheClockIsForEver) { contract::ATimeBeyondTheClockIsForEver<Fifos>(); }
TEST(Queue, WhoWaitsSleeps) { contract::WhoWaitsSleeps<Fifos>(); }
TEST(Queue, JoinWaitsUntilEveryTaskIsDone) { contract::JoinWaitsUntilEveryTaskIsDone<Fifos>(); }
TEST(Queue, OneTaskDoneTooManyIsRefused) { contract::OneTaskDoneTooManyIsRefused<Fifos>(); }
TEST(Queue, ThePutterThatThrowsPassesItsRoomOn) {
  contract::ThePutterThatThrowsPassesItsRoomOn<Fifos>();
}
TEST(Queue, NothingOfAnItemStaysBehind) { contract::NothingOfAnItemStaysBehind<Fifos>(); }
TEST(Queue, AnybodyMayAskAtAnyTime) { contract::AnybodyMayAskAtAnyTime<Fifos>(); }
TEST(Queue, AfterShutdownTheRestCanBeGot) { contract::AfterShutdownTheRestCanBeGot<Fifos>(); }
TEST(Queue, ShutdownWakesEveryWaitingGetter) { contract::ShutdownWakesEveryWaitingGetter<Fifos>(); }
TEST(Queue, ShutdownWakesEveryWaitingPutter) { contract::ShutdownWakesEveryWaitingPutter<Fifos>(); }
TEST(Queue, WhatIsLeftGoesToTheWaitingGettersFirst) {
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Fifos>();
}
TEST(Queue, AnImmediateShutdownDropsWhatIsLeft) {
  contract::AnImmediateShutdownDropsWhatIsLeft<Fifos>();
}
TEST(Queue, AfterAnImmediateShutdownJoinWaitsForItemsInHand) {
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Fifos>();
}
TEST(Queue, AnImmediateShutdownEndsJoin) { contract::AnImmediateShutdownEndsJoin<Fifos>(); }
TEST(Queue, SoftMayBecomeImmediateButNeverBack) {
  contract::SoftMayBecomeImmediateButNeverBack<Fifos>();
}
TEST(Queue, DroppedItemsDieOutsideTheLock) { contract::DroppedItemsDieOutsideTheLock<Fifos>(); }

// A storage for the queue under test, which uses it with its lock held: no lock of its own. Never
// holds more than one item. A negative item can't be pushed; 13 makes the first pop fail.
class Fragile {
 public:
  void push(int&& item) {
    EXPECT_EQ(size(), 0u) << "maxsize is 1: a second item was put beside the first";
    if (item < 0) throw std::range_error("does not fit");
    items_.push_back(item);
  }
  int pop() {
    if (items_.at(0) == 13) {
      items_[0] = 14;
      throw std::range_error("stuck");
    }
    const int item = items_.at(0);
    items_.pop_front();
    return item;
  }
  std::size_t size() const { return items_.size(); }

 private:
  std::deque<int> items_;
};

TEST(Queue, NeverHoldsMoreThanMaxsize) {
  Queue<int, Fragile> queue(1);
  checker::RunTogether({[&] { queue.Put(1); }, [&] { queue.Put(2); }, [&] { queue.Put(3); },
                        [&] {
                          for (int i = 0; i < 3; ++i) queue.Get();
                        }});
  EXPECT_TRUE(queue.empty());
}

TEST(Queue, AStorageThatCannotPushPassesTheRoomOn) {
  Queue<int, Fragile> queue(1);
  queue.Put(1);
  checker::RunTogether(
      {[&] { EXPECT_THROW(queue.PutFor(-1, std::chrono::hours(1)), std::range_error); },
       [&] { queue.Put(2); },
       [&] {
         EXPECT_EQ(queue.Get(), 1);
         EXPECT_EQ(queue.Get(), 2);
       }});
  EXPECT_EQ(queue.unfinished(), 2u) << "the item that could not be put is no task";
}

TEST(Queue, AStorageThatCannotPopPassesTheItemOn) {
  Queue<int, Fragile> queue(1);
  std::vector<int> got(2);
  const auto get = [&](int i) {
    try {
      got[i] = queue.Get();
    } catch (const std::range_error&) {
      got[i] = -1;
    }
  };
  checker::RunTogether({[&] { get(0); }, [&] { get(1); }, [&] { queue.Put(13); }});
  EXPECT_EQ(got[0] + got[1], 13) << "one getter sees the failure (-1), the other gets the item";
  EXPECT_EQ(queue.unfinished(), 1u);
}

}  // namespace
