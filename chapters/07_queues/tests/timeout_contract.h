// What every queue of this chapter promises about time: see queue_contract.h.
#ifndef CHAPTERS_07_QUEUES_TESTS_TIMEOUT_CONTRACT_H_
#define CHAPTERS_07_QUEUES_TESTS_TIMEOUT_CONTRACT_H_

#include "queue_contract.h"

namespace contract {

using std::chrono_literals::operator""h;
using Clock = std::chrono::steady_clock;

inline Nanoseconds Slack() { return checker::Controlled() ? 1ms : 1000ms; }

// So long that nobody gets through it by asking again and again. Virtual time costs nothing.
inline Nanoseconds Long() { return checker::Controlled() ? Nanoseconds(1000h) : 5ms; }

// A timed getter is woken for an item that somebody else takes, and waits on.
template <template <class> class Q>
void ATimedGetHasOneDeadline() {
  Q<int> queue;
  RunTogether({[&] {
                 const auto start = Clock::now();
                 const bool got = queue.GetFor(10ms).has_value();
                 const auto took = Clock::now() - start;
                 if (!got) EXPECT_GE(took, 10ms) << "gave up too early";
                 EXPECT_LE(took, 10ms + Slack()) << "GetFor(10ms) came back too late";
               },
               [&] {
                 checker::WorkFor(6ms);
                 queue.Put(1);
                 queue.TryGet();
               }});
}

template <template <class> class Q>
void ATimedPutHasOneDeadline() {
  Q<int> queue(1);
  queue.Put(1);
  RunTogether({[&] {
                 const auto start = Clock::now();
                 const bool put = queue.PutFor(2, 10ms);
                 const auto took = Clock::now() - start;
                 if (!put) EXPECT_GE(took, 10ms) << "gave up too early";
                 EXPECT_LE(took, 10ms + Slack()) << "PutFor(item, 10ms) came back too late";
               },
               [&] {
                 checker::WorkFor(6ms);
                 queue.TryGet();
                 queue.TryPut(3);
               }});
}

// The item comes at the very moment at which one of the two getters gives up.
template <template <class> class Q>
void AGetterThatGivesUpTakesNoWakeUpAlong() {
  Q<int> queue;
  RunTogether({[&] {
                 if (queue.GetFor(10ms)) queue.Put(2);
               },
               [&] { queue.Get(); },
               [&] {
                 checker::WorkFor(10ms);
                 EXPECT_TRUE(queue.PutFor(1, 5ms));
               }});
  EXPECT_TRUE(queue.empty());
}

// Room comes at the very moment at which one of the two putters gives up.
template <template <class> class Q>
void APutterThatGivesUpTakesNoWakeUpAlong() {
  Q<int> queue(1);
  queue.Put(1);
  RunTogether({[&] {
                 if (queue.PutFor(2, 10ms)) queue.Get();
               },
               [&] { queue.Put(3); },
               [&] {
                 checker::WorkFor(10ms);
                 EXPECT_TRUE(queue.GetFor(5ms));
               }});
  EXPECT_EQ(queue.size(), 1u);
}

template <template <class> class Q>
void ZeroDoesNotWaitAndLessIsRefused() {
  Q<int> queue(1);
  const auto start = Clock::now();
  EXPECT_FALSE(queue.GetFor(0ns));
  EXPECT_TRUE(queue.PutFor(1, 0ns)) << "there is room: no time is needed";
  EXPECT_FALSE(queue.PutFor(2, 0ns));
  EXPECT_THROW(queue.PutFor(2, -1ns), std::invalid_argument) << "the queue is full";
  EXPECT_THROW(queue.GetFor(-1ns), std::invalid_argument) << "an item is there: still wrong";
  EXPECT_TRUE(queue.GetFor(0ns)) << "the item is there: no time is needed";
  EXPECT_THROW(queue.GetFor(-1ns), std::invalid_argument) << "the queue is empty";
  EXPECT_THROW(queue.PutFor(2, -1ns), std::invalid_argument) << "there is room: still wrong";
  EXPECT_EQ(queue.size(), 0u);
  EXPECT_LE(Clock::now() - start, Slack()) << "none of these calls may wait";
}

template <template <class> class Q>
void ATimeBeyondTheClockIsForEver() {
  for (const Nanoseconds timeout : {Nanoseconds::max(), Nanoseconds::max() - 1ns}) {
    Q<int> queue(1);
    RunTogether({[&] {
                   EXPECT_TRUE(queue.GetFor(timeout)) << "it gave up before the item came";
                   checker::WorkFor(Long());
                   for (int i = 0; i < 2; ++i) EXPECT_TRUE(queue.GetFor(timeout));
                 },
                 [&] {
                   checker::WorkFor(Long());
                   for (int i = 0; i < 3; ++i) {
                     EXPECT_TRUE(queue.PutFor(i, timeout)) << "it gave up before there was room";
                   }
                 }});
  }
}

template <template <class> class Q>
void WhoWaitsSleeps() {
  Q<int> queue(1);
  RunTogether({[&] {
                 queue.Get();
                 checker::WorkFor(Long());
                 queue.Get();
                 queue.Get();
                 checker::WorkFor(Long());
                 for (int i = 0; i < 3; ++i) queue.TaskDone();
               },
               [&] {
                 checker::WorkFor(Long());
                 for (int i = 0; i < 3; ++i) queue.Put(i);
                 queue.Join();
               }});
  EXPECT_EQ(queue.unfinished(), 0u);
}

}  // namespace contract

#endif  // CHAPTERS_07_QUEUES_TESTS_TIMEOUT_CONTRACT_H_
