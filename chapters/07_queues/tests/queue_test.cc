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

GRADED_TEST(Queue, ItemsComeOutInTheOrderTheyWentIn, 1) {
  Queue<int> queue;
  for (int i : {34, 56, 12}) queue.Put(i);
  std::vector<int> got;
  for (int i = 0; i < 3; ++i) got.push_back(queue.Get());
  EXPECT_EQ(got, (std::vector<int>{34, 56, 12})) << "first in, first out";
}

GRADED_TEST(Queue, OnePuttersItemsStayInOrder, 1) {
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

GRADED_TEST(Queue, AFullQueueRefusesAndAnEmptyOneHasNothing, 1) {
  contract::AFullQueueRefusesAndAnEmptyOneHasNothing<Fifos>();
}
GRADED_TEST(Queue, AMaxsizeBelowOneMeansUnlimited, 1) {
  contract::AMaxsizeBelowOneMeansUnlimited<Fifos>();
}
GRADED_TEST(Queue, NothingIsLostBetweenPuttersAndGetters, 3) {
  contract::NothingIsLostBetweenPuttersAndGetters<Fifos>();
}
GRADED_TEST(Queue, EveryWaitingGetterIsWoken, 2) { contract::EveryWaitingGetterIsWoken<Fifos>(); }
GRADED_TEST(Queue, EveryWaitingPutterIsWoken, 2) { contract::EveryWaitingPutterIsWoken<Fifos>(); }
GRADED_TEST(Queue, GrowingWakesEveryWaitingPutter, 1) {
  contract::GrowingWakesEveryWaitingPutter<Fifos>();
}
GRADED_TEST(Queue, ShrinkingDropsNothing, 1) { contract::ShrinkingDropsNothing<Fifos>(); }
GRADED_TEST(Queue, ARefusedItemStaysWithTheCaller, 2) {
  contract::ARefusedItemStaysWithTheCaller<Fifos>();
}
GRADED_TEST(Queue, AnItemIsBuiltFromWhateverMakesOne, 1) {
  contract::AnItemIsBuiltFromWhateverMakesOne<Fifos>();
}
GRADED_TEST(Queue, ATimedGetHasOneDeadline, 2) { contract::ATimedGetHasOneDeadline<Fifos>(); }
GRADED_TEST(Queue, ATimedPutHasOneDeadline, 1) { contract::ATimedPutHasOneDeadline<Fifos>(); }
GRADED_TEST(Queue, AGetterThatGivesUpTakesNoWakeUpAlong, 1) {
  contract::AGetterThatGivesUpTakesNoWakeUpAlong<Fifos>();
}
GRADED_TEST(Queue, APutterThatGivesUpTakesNoWakeUpAlong, 1) {
  contract::APutterThatGivesUpTakesNoWakeUpAlong<Fifos>();
}
GRADED_TEST(Queue, ZeroDoesNotWaitAndLessIsRefused, 1) {
  contract::ZeroDoesNotWaitAndLessIsRefused<Fifos>();
}
GRADED_TEST(Queue, ATimeBeyondTheClockIsForEver, 1) {
  contract::ATimeBeyondTheClockIsForEver<Fifos>();
}
GRADED_TEST(Queue, WhoWaitsSleeps, 1) { contract::WhoWaitsSleeps<Fifos>(); }
GRADED_TEST(Queue, JoinWaitsUntilEveryTaskIsDone, 2) {
  contract::JoinWaitsUntilEveryTaskIsDone<Fifos>();
}
GRADED_TEST(Queue, OneTaskDoneTooManyIsRefused, 1) {
  contract::OneTaskDoneTooManyIsRefused<Fifos>();
}
GRADED_TEST(Queue, ThePutterThatThrowsPassesItsRoomOn, 1) {
  contract::ThePutterThatThrowsPassesItsRoomOn<Fifos>();
}
GRADED_TEST(Queue, NothingOfAnItemStaysBehind, 2) { contract::NothingOfAnItemStaysBehind<Fifos>(); }
GRADED_TEST(Queue, AnybodyMayAskAtAnyTime, 1) { contract::AnybodyMayAskAtAnyTime<Fifos>(); }
GRADED_TEST(Queue, AfterShutdownTheRestCanBeGot, 1) {
  contract::AfterShutdownTheRestCanBeGot<Fifos>();
}
GRADED_TEST(Queue, ShutdownWakesEveryWaitingGetter, 1) {
  contract::ShutdownWakesEveryWaitingGetter<Fifos>();
}
GRADED_TEST(Queue, ShutdownWakesEveryWaitingPutter, 1) {
  contract::ShutdownWakesEveryWaitingPutter<Fifos>();
}
GRADED_TEST(Queue, WhatIsLeftGoesToTheWaitingGettersFirst, 1) {
  contract::WhatIsLeftGoesToTheWaitingGettersFirst<Fifos>();
}
GRADED_TEST(Queue, AnImmediateShutdownDropsWhatIsLeft, 2) {
  contract::AnImmediateShutdownDropsWhatIsLeft<Fifos>();
}
GRADED_TEST(Queue, AfterAnImmediateShutdownJoinWaitsForItemsInHand, 1) {
  contract::AfterAnImmediateShutdownJoinWaitsForItemsInHand<Fifos>();
}
GRADED_TEST(Queue, AnImmediateShutdownEndsJoin, 1) {
  contract::AnImmediateShutdownEndsJoin<Fifos>();
}
GRADED_TEST(Queue, SoftMayBecomeImmediateButNeverBack, 1) {
  contract::SoftMayBecomeImmediateButNeverBack<Fifos>();
}
GRADED_TEST(Queue, DroppedItemsDieOutsideTheLock, 1) {
  contract::DroppedItemsDieOutsideTheLock<Fifos>();
}

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

GRADED_TEST(Queue, NeverHoldsMoreThanMaxsize, 1) {
  Queue<int, Fragile> queue(1);
  checker::RunTogether({[&] { queue.Put(1); }, [&] { queue.Put(2); }, [&] { queue.Put(3); },
                        [&] {
                          for (int i = 0; i < 3; ++i) queue.Get();
                        }});
  EXPECT_TRUE(queue.empty());
}

GRADED_TEST(Queue, AStorageThatCannotPushPassesTheRoomOn, 1) {
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

GRADED_TEST(Queue, AStorageThatCannotPopPassesTheItemOn, 1) {
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
