// What every queue of this chapter promises, whatever the order in which its items come out. The
// tests of `queue` and of `lifo_and_priority` call these functions.
//
// Q<T> is the queue of T under test. Thread safety: each function starts threads of its own.
#ifndef CHAPTERS_07_QUEUES_TESTS_QUEUE_CONTRACT_H_
#define CHAPTERS_07_QUEUES_TESTS_QUEUE_CONTRACT_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace contract {

using checker::RunTogether;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""ns;
using Nanoseconds = std::chrono::nanoseconds;

template <template <class> class Q>
void AFullQueueRefusesAndAnEmptyOneHasNothing() {
  Q<int> queue(2);
  EXPECT_TRUE(queue.empty() && !queue.full() && queue.size() == 0) << "a new queue is empty";
  EXPECT_FALSE(queue.TryGet()) << "there is nothing to get";
  EXPECT_TRUE(queue.TryPut(1) && queue.TryPut(2)) << "there is room for two";
  EXPECT_TRUE(!queue.empty() && queue.full() && queue.size() == 2);
  EXPECT_FALSE(queue.TryPut(3)) << "maxsize is 2 and two items are in the queue";
  EXPECT_FALSE(queue.PutFor(3, 5ms)) << "nobody made room in time";
  EXPECT_TRUE(queue.TryGet() && queue.TryGet());
  EXPECT_FALSE(queue.GetFor(5ms)) << "nobody put anything in time";
  EXPECT_EQ(queue.unfinished(), 2u) << "a refused item is no unfinished task";
}

template <template <class> class Q>
void AMaxsizeBelowOneMeansUnlimited() {
  for (const std::ptrdiff_t maxsize : {0, -1}) {
    Q<int> queue(maxsize);
    EXPECT_EQ(queue.maxsize(), maxsize) << "the queue must remember what it was given";
    for (int i = 0; i < 4; ++i) queue.Put(i);
    EXPECT_FALSE(queue.full()) << "maxsize " << maxsize << ": never full";
    EXPECT_TRUE(queue.TryPut(4) && queue.PutFor(5, 1ms));
    EXPECT_EQ(queue.size(), 6u);
    EXPECT_EQ(queue.unfinished(), 6u) << "a task counts, whichever put it was put with";
    queue.set_maxsize(-7);
    EXPECT_EQ(queue.maxsize(), -7) << "the queue must remember what it was given last";
  }
}

template <template <class> class Q>
void NothingIsLostBetweenPuttersAndGetters() {
  Q<std::unique_ptr<int>> queue(1);
  std::vector<int> times_got(4);
  const auto put = [&](int first) {
    for (int i : {first, first + 1}) queue.Put(std::make_unique<int>(i));
  };
  std::vector<std::unique_ptr<int>> got(4);
  const auto get = [&](int first) {
    for (int i : {first, first + 1}) got[i] = queue.Get();
  };
  RunTogether({[&] { put(0); }, [&] { put(2); }, [&] { get(0); }, [&] { get(2); }});
  for (const auto& item : got) ++times_got[*item];
  EXPECT_EQ(times_got, std::vector<int>(4, 1)) << "each of the four items is got exactly once";
  EXPECT_TRUE(queue.empty());
}

template <template <class> class Q>
void EveryWaitingGetterIsWoken() {
  Q<int> queue;
  std::vector<int> got(2);
  RunTogether({[&] { got[0] = queue.Get(); }, [&] { got[1] = *queue.GetFor(Nanoseconds::max()); },
               [&] {
                 EXPECT_TRUE(queue.TryPut(20)) << "it is never full: there is no reason to refuse";
                 queue.Put(22);
               }});
  EXPECT_EQ(got[0] + got[1], 42) << "two items for two getters";
}

template <template <class> class Q>
void EveryWaitingPutterIsWoken() {
  Q<int> queue(2);
  queue.Put(1);
  queue.Put(2);
  RunTogether({[&] { queue.Put(3); }, [&] { EXPECT_TRUE(queue.PutFor(4, Nanoseconds::max())); },
               [&] {
                 EXPECT_TRUE(queue.TryGet()) << "it is full: there is no reason to give nothing";
                 queue.Get();
               }});
  EXPECT_EQ(queue.size(), 2u) << "two got out, so two came in";
}

template <template <class> class Q>
void GrowingWakesEveryWaitingPutter() {
  for (const std::ptrdiff_t grown : {3, 0}) {
    Q<int> queue(1);
    queue.Put(1);
    RunTogether({[&] { queue.Put(2); }, [&] { queue.Put(3); }, [&] { queue.set_maxsize(grown); }});
    EXPECT_EQ(queue.size(), 3u);
    EXPECT_EQ(queue.maxsize(), grown);
  }
}

template <template <class> class Q>
void ShrinkingDropsNothing() {
  Q<int> queue(3);
  for (int i : {1, 2, 3}) queue.Put(i);
  queue.set_maxsize(2);
  EXPECT_EQ(queue.size(), 3u) << "shrinking must not throw items away";
  EXPECT_TRUE(queue.full()) << "three items are more than the two allowed";
  queue.Get();
  EXPECT_TRUE(queue.full() && !queue.TryPut(4)) << "two items: still no room for a third";
  queue.Get();
  EXPECT_TRUE(!queue.full() && queue.TryPut(4));
}

template <template <class> class Q>
void ARefusedItemStaysWithTheCaller() {
  Q<std::unique_ptr<int>> queue(1);
  queue.Put(std::make_unique<int>(1));
  auto first = std::make_unique<int>(2), second = std::make_unique<int>(3);
  EXPECT_FALSE(queue.TryPut(std::move(first)));
  EXPECT_TRUE(first) << "TryPut said no, and yet it took the item away from its caller";
  RunTogether({[&] { EXPECT_THROW(queue.Put(std::move(first)), std::runtime_error); },
               [&] {
                 EXPECT_FALSE(queue.PutFor(std::move(second), 5ms)) << "nobody makes room";
                 queue.Shutdown();
               }});
  EXPECT_TRUE(second) << "PutFor ran out of time, and yet it took the item away from its caller";
  EXPECT_TRUE(first) << "Put threw, and yet it took the item away from its caller";
  EXPECT_THROW(queue.TryPut(std::move(first)), std::runtime_error);
  EXPECT_TRUE(first) << "TryPut threw, and yet it took the item away from its caller";
  EXPECT_THROW(queue.PutFor(std::move(first), 5ms), std::runtime_error);
  EXPECT_TRUE(first) << "PutFor threw, and yet it took the item away from its caller";
}

template <template <class> class Q>
void AnItemIsBuiltFromWhateverMakesOne() {
  Q<std::string> queue;
  const std::string kept(40, 'k');
  std::string given(40, 'g');
  queue.Put(kept);
  queue.TryPut(std::move(given));
  queue.PutFor("text", 1ms);
  EXPECT_EQ(queue.Get().size() + queue.Get().size() + queue.Get().size(), 84u);
  EXPECT_EQ(kept, std::string(40, 'k')) << "an item that was not given away is copied";
  EXPECT_TRUE(given.empty()) << "an item that was given with std::move is moved";
}

// While one thread waits for room and another for the end.
template <template <class> class Q>
void JoinWaitsUntilEveryTaskIsDone() {
  Q<int> queue(1);
  std::atomic<int> done = 0;
  queue.Put(1);
  EXPECT_EQ(queue.unfinished(), 1u) << "a task is unfinished from the moment it is put";
  const auto join = [&] {
    queue.Join();
    EXPECT_EQ(done.load(std::memory_order_relaxed), 2)
        << "Join came back while a task that had been got was still being worked on";
  };
  RunTogether({join,
               [&] {
                 queue.Put(2);
                 join();
               },
               [&] {
                 for (int i = 0; i < 2; ++i) queue.Get();
                 for (int i = 0; i < 2; ++i) {
                   done.fetch_add(1, std::memory_order_relaxed);
                   queue.TaskDone();
                 }
               }});
  queue.Join();
  EXPECT_EQ(queue.unfinished(), 0u);
}

template <template <class> class Q>
void OneTaskDoneTooManyIsRefused() {
  Q<int> queue;
  EXPECT_THROW(queue.TaskDone(), std::logic_error) << "nothing was ever put";
  queue.Put(1);
  queue.Get();
  queue.TaskDone();
  EXPECT_THROW(queue.TaskDone(), std::logic_error) << "one put, two TaskDone";
  EXPECT_EQ(queue.unfinished(), 0u);
  queue.Put(2);
  EXPECT_EQ(queue.unfinished(), 1u) << "a refused TaskDone must change nothing";
  queue.TaskDone();
  queue.Join();
}

template <template <class> class Q>
void ThePutterThatThrowsPassesItsRoomOn() {
  struct Even {
    Even(int n) : number(n) {
      if (n % 2 != 0) throw std::domain_error("odd");
    }
    bool operator<(const Even& other) const { return number < other.number; }
    int number;
  };
  Q<Even> queue(1);
  EXPECT_THROW(queue.TryPut(1), std::domain_error);
  EXPECT_TRUE(queue.empty() && queue.unfinished() == 0) << "the queue must be as before";
  queue.Put(2);
  RunTogether({[&] { EXPECT_THROW(queue.Put(3), std::domain_error); }, [&] { queue.Put(4); },
               [&] {
                 EXPECT_EQ(queue.Get().number, 2);
                 EXPECT_EQ(queue.Get().number, 4);
               }});
  EXPECT_EQ(queue.unfinished(), 2u);
}

// A moved-from Sticky still holds on to its pointer.
struct Sticky {
  explicit Sticky(std::shared_ptr<int> p) : pointer(std::move(p)) {}
  Sticky(Sticky&& other) noexcept : pointer(other.pointer) {}
  Sticky& operator=(Sticky&& other) noexcept {
    pointer = other.pointer;
    return *this;
  }
  bool operator<(const Sticky& other) const { return *pointer < *other.pointer; }
  std::shared_ptr<int> pointer;
};

template <template <class> class Q>
void NothingOfAnItemStaysBehind() {
  Q<Sticky> queue(2);
  for (int round = 0; round < 2; ++round) {
    auto one = std::make_shared<int>(1), two = std::make_shared<int>(2);
    const std::weak_ptr<int> seen_one = one, seen_two = two;
    queue.Put(Sticky(std::move(one)));
    queue.Put(Sticky(std::move(two)));
    queue.Get();
    queue.TryGet();
    checker::ExpectReleased("an item was got and thrown away, and the queue still holds it",
                            seen_one.expired() && seen_two.expired());
  }
}

template <template <class> class Q>
void AnybodyMayAskAtAnyTime() {
  Q<int> queue(2);
  RunTogether({[&] {
                 queue.Put(1);
                 queue.set_maxsize(3);
                 queue.Get();
                 queue.TaskDone();
                 queue.Shutdown();
               },
               [&] {
                 EXPECT_LE(queue.size(), 1u);
                 EXPECT_LE(queue.unfinished(), 1u);
                 EXPECT_GE(queue.maxsize(), 2);
                 EXPECT_FALSE(queue.full());
                 EXPECT_FALSE(queue.is_shutdown() && !queue.empty());
               }});
}

}  // namespace contract

#endif  // CHAPTERS_07_QUEUES_TESTS_QUEUE_CONTRACT_H_
