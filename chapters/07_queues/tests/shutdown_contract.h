// What every queue of this chapter promises about its end: see queue_contract.h.
#ifndef CHAPTERS_07_QUEUES_TESTS_SHUTDOWN_CONTRACT_H_
#define CHAPTERS_07_QUEUES_TESTS_SHUTDOWN_CONTRACT_H_

#include "queue_contract.h"
#include "timeout_contract.h"

namespace contract {

template <class Queue>
void ExpectThatAllPutsThrow(Queue& queue) {
  EXPECT_THROW(queue.Put(9), QueueShutDown) << "the queue is shut down";
  EXPECT_THROW(queue.TryPut(9), QueueShutDown) << "the queue is shut down";
  EXPECT_THROW(queue.PutFor(9, 5ms), QueueShutDown) << "the queue is shut down";
}

template <class Queue>
void ExpectThatAllGetsThrow(Queue& queue) {
  EXPECT_THROW(queue.Get(), QueueShutDown) << "the queue is shut down, and empty";
  EXPECT_THROW(queue.TryGet(), QueueShutDown) << "the queue is shut down, and empty";
  EXPECT_THROW(queue.GetFor(5ms), QueueShutDown) << "the queue is shut down, and empty";
}

template <template <class> class Q>
void AfterShutdownTheRestCanBeGot() {
  Q<int> queue(3);
  for (int i : {1, 2, 3}) queue.Put(i);
  EXPECT_FALSE(queue.is_shutdown());
  queue.Shutdown();
  EXPECT_TRUE(queue.is_shutdown());
  ExpectThatAllPutsThrow(queue);
  EXPECT_EQ(queue.size(), 3u) << "a soft shutdown keeps what was put before it";
  EXPECT_NO_THROW({
    const int sum = queue.Get() + queue.TryGet().value_or(0) + queue.GetFor(5ms).value_or(0);
    EXPECT_EQ(sum, 6) << "what was put before the shutdown can still be got";
  });
  ExpectThatAllGetsThrow(queue);
  EXPECT_EQ(queue.unfinished(), 3u) << "got is not done";
  for (int i = 0; i < 3; ++i) queue.TaskDone();
  queue.Join();
}

template <template <class> class Q>
void ShutdownWakesEveryWaitingGetter() {
  for (const Nanoseconds timeout : {Nanoseconds::max(), Nanoseconds(1h)}) {
    Q<int> queue;
    const auto start = Clock::now();
    RunTogether({[&] { EXPECT_THROW(queue.Get(), QueueShutDown); },
                 [&] { EXPECT_THROW(queue.GetFor(timeout), QueueShutDown); },
                 [&] { queue.Shutdown(); }});
    EXPECT_LE(Clock::now() - start, Slack()) << "a getter slept through the shutdown";
  }
}

template <template <class> class Q>
void ShutdownWakesEveryWaitingPutter() {
  for (const Nanoseconds timeout : {Nanoseconds::max(), Nanoseconds(1h)}) {
    Q<int> queue(1);
    queue.Put(1);
    const auto start = Clock::now();
    RunTogether({[&] { EXPECT_THROW(queue.Put(2), QueueShutDown); },
                 [&] { EXPECT_THROW(queue.PutFor(3, timeout), QueueShutDown); },
                 [&] { queue.Shutdown(); }});
    EXPECT_LE(Clock::now() - start, Slack()) << "a putter slept through the shutdown";
    EXPECT_EQ(queue.size(), 1u) << "none of the two was put";
    EXPECT_EQ(queue.unfinished(), 1u);
  }
}

template <template <class> class Q>
void WhatIsLeftGoesToTheWaitingGettersFirst() {
  Q<int> queue;
  std::atomic<int> got = 0, thrown = 0;
  const auto get = [&] {
    try {
      queue.Get();
      got.fetch_add(1, std::memory_order_relaxed);
    } catch (const QueueShutDown&) {
      thrown.fetch_add(1, std::memory_order_relaxed);
    }
  };
  RunTogether({get, get, [&] {
                 queue.Put(1);
                 queue.Shutdown();
               }});
  EXPECT_EQ(got, 1) << "the item was put before the shutdown: one of the two gets it";
  EXPECT_EQ(thrown, 1) << "nothing was left for the other";
}

template <template <class> class Q>
void AnImmediateShutdownDropsWhatIsLeft() {
  Q<int> queue(3);
  for (int i : {1, 2, 3}) queue.Put(i);
  queue.Get();
  queue.Shutdown(true);
  EXPECT_TRUE(queue.empty()) << "an immediate shutdown drops what is left";
  EXPECT_EQ(queue.unfinished(), 1u) << "two were dropped and count as done, one is in hand";
  ExpectThatAllPutsThrow(queue);
  ExpectThatAllGetsThrow(queue);
  queue.TaskDone();
  EXPECT_THROW(queue.TaskDone(), std::logic_error) << "the dropped ones are done already";

  Q<int> done_before_got;
  for (int i : {1, 2}) done_before_got.Put(i);
  done_before_got.TaskDone();
  done_before_got.Shutdown(true);
  EXPECT_EQ(done_before_got.unfinished(), 0u) << "none of the two is in anybody's hand";
}

template <template <class> class Q>
void AfterAnImmediateShutdownJoinWaitsForItemsInHand() {
  Q<int> queue;
  std::atomic<bool> done = false;
  for (int i : {1, 2, 3}) queue.Put(i);
  queue.Get();
  RunTogether({[&] {
                 queue.Join();
                 EXPECT_TRUE(done.load(std::memory_order_relaxed))
                     << "Join forgot the item that a getter still had in hand";
               },
               [&] {
                 queue.Shutdown(true);
                 done.store(true, std::memory_order_relaxed);
                 queue.TaskDone();
               }});
}

template <template <class> class Q>
void AnImmediateShutdownEndsJoin() {
  Q<int> queue(2);
  queue.Put(1);
  queue.Put(2);
  RunTogether({[&] { queue.Join(); },
               [&] {
                 EXPECT_THROW(queue.Put(3), QueueShutDown)
                     << "the shutdown made room, but not for a putter";
               },
               [&] { queue.Shutdown(true); }});
  EXPECT_EQ(queue.unfinished(), 0u) << "dropped items count as done";
}

template <template <class> class Q>
void SoftMayBecomeImmediateButNeverBack() {
  Q<int> queue;
  queue.Put(1);
  queue.Shutdown();
  queue.Shutdown(true);
  EXPECT_TRUE(queue.empty() && queue.unfinished() == 0) << "now the rest is dropped";
  queue.Shutdown();
  EXPECT_TRUE(queue.is_shutdown()) << "a shutdown is never taken back";
  ExpectThatAllPutsThrow(queue);
  ExpectThatAllGetsThrow(queue);
}

template <template <class> class Q>
void DroppedItemsDieOutsideTheLock() {
  Q<std::shared_ptr<int>> queue;
  std::size_t size_seen = 99;
  const auto ask_the_queue = [&](int* item) {
    delete item;
    size_seen = queue.size();
  };
  queue.Put(std::shared_ptr<int>(new int(1), ask_the_queue));
  queue.Shutdown(true);
  EXPECT_EQ(size_seen, 0u) << "the dropped item must be gone when Shutdown(true) is back";
}

}  // namespace contract

#endif  // CHAPTERS_07_QUEUES_TESTS_SHUTDOWN_CONTRACT_H_
