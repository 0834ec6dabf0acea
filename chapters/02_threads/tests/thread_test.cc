#include "thread.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

void ExpectNeverStarted(Thread& thread) {
  const auto refused = std::errc::invalid_argument;
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(); }))
      << "no thread to join: invalid_argument";
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(0s); }))
      << "no thread to join: invalid_argument";
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(1h); }))
      << "no thread to join: invalid_argument";
  EXPECT_FALSE(thread.is_alive());
  EXPECT_EQ(thread.ident(), std::nullopt) << "there is no thread yet";
  EXPECT_EQ(thread.exception(), nullptr);
}

// A thread with a Run of its own.
class Derived : public Thread {
 public:
  explicit Derived(std::function<void(Derived&)> run, std::function<void()> target = {})
      : Thread(std::move(target)), run_(std::move(run)) {}
  void Run() override { run_(*this); }

 private:
  const std::function<void(Derived&)> run_;
};

GRADED_TEST(Thread, BeforeStartThereIsNoThread, 1) {
  bool ran = false;
  auto captured = std::make_shared<int>(1);
  const std::weak_ptr<int> seen = captured;
  auto thread = std::make_shared<Thread>([&ran, captured = std::move(captured)] { ran = true; });
  ExpectNeverStarted(*thread);
  checker::UntilTheOthersWait();
  EXPECT_FALSE(ran) << "nobody has called Start()";
  thread.reset();
  checker::ExpectReleased("the target of a thread that was never started", seen.expired());
}

GRADED_TEST(Thread, StartRunsTheTargetOnceInAThreadOfItsOwn, 1) {
  int runs = 0;
  std::thread::id runner;
  const auto thread = std::make_shared<Thread>([&] {
    ++runs;
    runner = std::this_thread::get_id();
  });
  thread->Start();
  thread->Join();
  EXPECT_EQ(runs, 1);
  EXPECT_NE(runner, std::this_thread::get_id()) << "the target ran in the thread that called Start";
  EXPECT_FALSE(thread->is_alive());
  EXPECT_EQ(thread->exception(), nullptr) << "nothing was thrown";
  thread->Join();
  EXPECT_TRUE(thread->Join(0s)) << "it has ended, and it may be joined as often as you like";
}

GRADED_TEST(Thread, ASubclassMayOverrideRun, 1) {
  int own_runs = 0, target_runs = 0;
  const auto thread = std::make_shared<Derived>(
      [&](Derived& derived) {
        ++own_runs;
        derived.Thread::Run();
      },
      [&] { ++target_runs; });
  thread->Start();
  thread->Join();
  EXPECT_EQ(own_runs, 1) << "the subclass's Run was not called";
  EXPECT_EQ(target_runs, 1) << "Thread::Run calls the target";
}

GRADED_TEST(Thread, WithoutATargetItJustEnds, 1) {
  const auto thread = std::make_shared<Thread>();
  EXPECT_EQ(thread->name(), "") << "no name was given";
  thread->Start();
  thread->Join();
  EXPECT_EQ(thread->exception(), nullptr);
}

GRADED_TEST(Thread, StartReturnsWithTheIdentSetForGood, 1) {
  std::optional<std::uint64_t> in_run;
  bool alive_in_run = false;
  const auto thread = std::make_shared<Derived>([&](Derived& derived) {
    in_run = derived.ident();
    alive_in_run = derived.is_alive();
  });
  thread->Start();
  const auto ident = thread->ident();
  EXPECT_NE(ident.value_or(0), 0u) << "Start returns once there is an ident, and it is not 0";
  thread->Join();
  EXPECT_EQ(in_run, ident) << "in Run the ident is set, and it does not change";
  EXPECT_TRUE(alive_in_run) << "in Run the thread is alive";
  EXPECT_EQ(thread->ident(), ident) << "an ident is kept after the end";
}

GRADED_TEST(Thread, LivingThreadsHaveDifferentIdents, 1) {
  checker::MeetingPoint all(3);
  const auto one = std::make_shared<Thread>([&] { all.Meet(); });
  const auto other = std::make_shared<Thread>([&] { all.Meet(); });
  checker::RunTogether({[&] { one->Start(); }, [&] { other->Start(); }});
  EXPECT_NE(one->ident(), other->ident()) << "both threads are alive";
  all.Meet();
  one->Join();
  other->Join();
}

GRADED_TEST(Thread, OfTwoStartsOneWorks, 2) {
  std::atomic<int> runs{0}, refused{0};
  const auto thread =
      std::make_shared<Thread>([&] { runs.fetch_add(1, std::memory_order_relaxed); });
  checker::RunTogether(2, [&](int) {
    if (checker::ThrowsSystemError(std::errc::operation_not_permitted, [&] { thread->Start(); })) {
      refused.fetch_add(1, std::memory_order_relaxed);
    } else {
      EXPECT_TRUE(thread->ident().has_value());
    }
  });
  thread->Join();
  checker::UntilTheOthersWait();
  EXPECT_EQ(refused, 1) << "one Start works, the other one throws operation_not_permitted";
  EXPECT_EQ(runs, 1) << "the target runs once";
}

GRADED_TEST(Thread, AfterTheFirstStartEveryOtherIsRefused, 1) {
  checker::MeetingPoint both(2);
  const auto thread = std::make_shared<Thread>([&] { both.Meet(); });
  const auto start = [&] { thread->Start(); };
  thread->Start();
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::operation_not_permitted, start))
      << "it is running";
  both.Meet();
  thread->Join();
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::operation_not_permitted, start))
      << "it has ended";
}

GRADED_TEST(Thread, IfNoThreadCanBeMadeAllIsAsBefore, 2) {
  int runs = 0;
  const auto thread = std::make_shared<Thread>([&] { ++runs; });
  checker::FailThreadCreation(0, 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                           [&] { thread->Start(); }));
    ExpectNeverStarted(*thread);
  }
  thread->Start();
  thread->Join();
  EXPECT_EQ(runs, 1);
}

GRADED_TEST(Thread, AFailedStartHoldsOnToNothing, 1) {
  auto thread = std::make_shared<Thread>([] {});
  const std::weak_ptr<Thread> seen = thread;
  checker::FailThreadCreation(0);
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                         [&] { thread->Start(); }));
  thread.reset();
  checker::ExpectReleased("the object of a thread whose Start failed", seen.expired());
}

GRADED_TEST(Thread, AStartBesideAFailedOneWorksOrIsRefused, 1) {
  std::atomic<int> runs{0}, started{0};
  const auto thread =
      std::make_shared<Thread>([&] { runs.fetch_add(1, std::memory_order_relaxed); });
  const auto start = [&] {
    try {
      thread->Start();
      started.fetch_add(1, std::memory_order_relaxed);
    } catch (const std::system_error& error) {
      EXPECT_TRUE(error.code() == std::errc::operation_not_permitted ||
                  error.code() == std::errc::resource_unavailable_try_again)
          << error.what();
    }
  };
  checker::MeetingPoint both(2);
  checker::RunTogether({
      [&] {
        both.Meet();
        start();
      },
      [&] {
        both.Meet();  // the two threads of the test are made by now
        checker::FailThreadCreation(0);
        start();
      },
  });
  checker::FailThreadCreation(0, 0);
  if (started == 0) start();
  thread->Join();
  checker::UntilTheOthersWait();
  EXPECT_EQ(started, 1) << "as long as none has worked, Start may be called again; then no more";
  EXPECT_EQ(runs, 1);
}

GRADED_TEST(Thread, ManyMayJoinAndAllSeeWhatRunDid, 2) {
  int result = 0;
  const auto thread = std::make_shared<Thread>([&] { result = 42; });
  thread->Start();
  checker::RunTogether({
      [&] {
        thread->Join();
        EXPECT_EQ(result, 42);
      },
      [&] {
        thread->Join();
        EXPECT_EQ(result, 42);
      },
      [&] {
        EXPECT_TRUE(thread->Join(1h));
        EXPECT_EQ(result, 42);
      },
  });
}

GRADED_TEST(Thread, WhoeverLearnsOfTheEndSeesAllThatCameBefore, 2) {
  int result = 0;
  bool target_is_gone = false;
  std::shared_ptr<void> last_act(nullptr, [&](void*) { target_is_gone = true; });
  const auto thread = std::make_shared<Thread>([&result, last_act = std::move(last_act)] {
    result = 42;
    throw std::runtime_error("as planned");
  });
  const auto see = [&] {
    EXPECT_EQ(result, 42);
    EXPECT_TRUE(target_is_gone) << "the target is destroyed before anybody learns of the end";
    EXPECT_NE(thread->exception(), nullptr) << "it has ended, and what it threw is not there yet";
    EXPECT_FALSE(thread->is_alive());
    EXPECT_TRUE(thread->Join(0s));
  };
  thread->Start();
  checker::RunTogether({
      [&] {
        for (int i = 0; i < 3; ++i) {
          if (!thread->is_alive()) see();
        }
      },
      [&] {
        for (int i = 0; i < 3; ++i) {
          if (thread->exception() != nullptr) see();
        }
      },
      [&] {
        for (int i = 0; i < 3; ++i) {
          if (thread->Join(0s)) see();
        }
      },
  });
  thread->Join();
  see();
}

GRADED_TEST(Thread, WhatRunThrowsIsKeptAndGoesNoFurther, 2) {
  auto late = std::make_shared<Thread>([] { throw std::runtime_error("too late"); });
  auto seven = std::make_shared<Derived>([](Derived&) { throw 7; });
  late->Start();
  seven->Start();
  EXPECT_NO_THROW(late->Join()) << "what Run throws is kept, not rethrown";
  EXPECT_NO_THROW(EXPECT_TRUE(seven->Join(1h)));
  EXPECT_THROW(std::rethrow_exception(late->exception()), std::runtime_error);
  const std::exception_ptr kept = seven->exception();
  late.reset();
  seven.reset();
  checker::UntilTheOthersWait();
  EXPECT_THROW(std::rethrow_exception(kept), int) << "anything can be thrown, not only exceptions";
}

GRADED_TEST(Thread, NobodyCanJoinHimself, 1) {
  int refused = 0;
  const auto itself = std::make_shared<Derived>([&](Derived& derived) {
    const auto code = std::errc::resource_deadlock_would_occur;
    if (checker::ThrowsSystemError(code, [&] { derived.Join(0s); })) ++refused;
    if (checker::ThrowsSystemError(code, [&] { derived.Join(1h); })) ++refused;
    if (checker::ThrowsSystemError(code, [&] { derived.Join(Duration::max()); })) ++refused;
    if (checker::ThrowsSystemError(code, [&] { derived.Join(); })) ++refused;
  });
  itself->Start();
  itself->Join();
  EXPECT_EQ(refused, 4) << "timed or not, also for no time: resource_deadlock_would_occur";
}

GRADED_TEST(Thread, ANewThreadIsNotTakenForAnEndedOneWithTheSameId, 1) {
  const auto first = std::make_shared<Thread>([] {});
  first->Start();
  first->Join();
  checker::UntilTheOthersWait();  // now its id is free, and the next thread gets it
  int joins = 0;
  const auto second = std::make_shared<Thread>([&] {
    first->Join();
    if (first->Join(1s)) ++joins;
  });
  second->Start();
  second->Join();
  EXPECT_EQ(second->exception(), nullptr) << "it joins another thread, which has long since ended";
  EXPECT_EQ(joins, 1);
}

GRADED_TEST(Thread, ATimedJoinGivesUpAtItsDeadline, 2) {
  const auto thread = std::make_shared<Thread>([] { checker::WorkFor(10s); });
  const auto start = steady_clock::now();
  thread->Start();
  checker::RunTogether({
      [&] {
        EXPECT_FALSE(thread->Join(2500ms)) << "it has not ended yet";
        checker::ExpectAbout(steady_clock::now() - start, 2500ms);
      },
      [&] {
        EXPECT_TRUE(thread->Join(1h)) << "it ended in time";
        checker::ExpectAbout(steady_clock::now() - start, 10s);
      },
      [&] {
        for (int i = 0; i < 4; ++i) {
          checker::WorkFor(450ms);
          thread->set_name("changed");
          EXPECT_TRUE(thread->is_alive());
        }
      },
  });
}

GRADED_TEST(Thread, ZeroOrLessOnlyLooks, 1) {
  checker::MeetingPoint both(2);
  const auto thread = std::make_shared<Thread>([&] { both.Meet(); });
  const auto start = steady_clock::now();
  thread->Start();
  for (const nanoseconds none : {nanoseconds(0), nanoseconds(-1h), nanoseconds::min()}) {
    EXPECT_FALSE(thread->Join(none)) << "it is running";
  }
  both.Meet();
  thread->Join();
  for (const nanoseconds none : {nanoseconds(0), nanoseconds(-1h), nanoseconds::min()}) {
    EXPECT_TRUE(thread->Join(none)) << "it has ended: no time is needed to see that";
  }
  checker::ExpectAbout(steady_clock::now() - start, 0s);
}

GRADED_TEST(Thread, WhoJoinsSleepsForHoweverLong, 1) {
  const auto thread = std::make_shared<Thread>([] { checker::WorkFor(100h); });
  thread->Start();
  checker::RunTogether({
      [&] { thread->Join(); },
      [&] { EXPECT_TRUE(thread->Join(1000h)); },
      [&] { EXPECT_TRUE(thread->Join(Duration::max())) << "max is for ever"; },
      [&] { EXPECT_TRUE(thread->Join(Duration::max() - 1min)) << "now + duration overflows"; },
  });
}

GRADED_TEST(Thread, WhileItRunsNobodyIsHeldUp, 1) {
  checker::MeetingPoint both(2);
  const auto thread = std::make_shared<Thread>([&] { both.Meet(); });
  thread->Start();
  checker::RunTogether({
      [&] { thread->Join(); },
      [&] {
        checker::UntilTheOthersWait();  // one in Join, one in Run
        EXPECT_TRUE(thread->is_alive());
        EXPECT_EQ(thread->exception(), nullptr);
        EXPECT_TRUE(thread->ident().has_value());
        thread->set_name("busy");
        EXPECT_EQ(thread->name(), "busy");
        EXPECT_FALSE(thread->Join(1s));
        both.Meet();
      },
  });
}

GRADED_TEST(Thread, AJoinBesideTheStartIsRefusedOrWaits, 1) {
  int result = 0;
  const auto thread = std::make_shared<Thread>([&] { result = 42; });
  const auto join = [&](const std::function<void()>& call) {
    try {
      call();
      EXPECT_EQ(result, 42) << "it returned, so the thread has ended";
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::invalid_argument);
    }
  };
  checker::RunTogether({
      [&] { thread->Start(); },
      [&] { join([&] { thread->Join(); }); },
      [&] { join([&] { EXPECT_TRUE(thread->Join(1h)); }); },
  });
  thread->Join();
}

GRADED_TEST(Thread, WhoAsksDuringTheStartGetsNoFalseAnswer, 1) {
  const auto thread = std::make_shared<Thread>([] { throw 1; }, "of age");
  std::optional<std::uint64_t> early;
  checker::RunTogether({
      [&] { thread->Start(); },
      [&] {
        early = thread->ident();
        EXPECT_EQ(thread->name(), "of age");
        if (thread->is_alive()) early = thread->ident();
        if (thread->exception() != nullptr) EXPECT_TRUE(thread->Join(0s));
      },
  });
  thread->Join();
  if (early.has_value()) EXPECT_EQ(early, thread->ident()) << "an ident does not change";
}

GRADED_TEST(Thread, TheNameMayBeChangedAtAnyTime, 1) {
  const std::string before = "a name that is too long for the string object itself";
  const std::string after = "another name that is too long for the string object itself";
  const auto thread = std::make_shared<Thread>([] {}, before);
  thread->Start();
  checker::RunTogether({
      [&] { thread->set_name(after); },
      [&] {
        checker::ExpectOneOf(thread->name(), {before, after});
      },
  });
  EXPECT_EQ(thread->name(), after);
  thread->Join();
}

GRADED_TEST(Thread, EveryHandleMayBeDroppedWhileItRuns, 2) {
  std::promise<std::string> said;
  auto thread = std::make_shared<Derived>([&](Derived& derived) {
    checker::WorkFor(1s);
    said.set_value(derived.is_alive() ? derived.name() : "not alive");
  });
  const std::weak_ptr<Thread> seen = thread;
  thread->set_name("still here");
  thread->Start();
  thread.reset();
  EXPECT_EQ(said.get_future().get(), "still here");
  checker::UntilTheOthersWait();
  checker::ExpectReleased("the object of a thread that has ended", seen.expired());
}

GRADED_TEST(Thread, ThreadsThatHaveEndedAreGivenBackToTheSystem, 1) {
  for (const bool joined : {true, false}) {
    const auto thread = std::make_shared<Thread>();
    thread->Start();
    if (joined) thread->Join();
  }
  checker::UntilTheOthersWait();  // a thread that nobody joined or detached is a leak
}

GRADED_TEST(Thread, TheThreadItselfMayDropTheLastHandle, 1) {
  std::promise<void> dropped;
  auto holder = std::make_shared<std::shared_ptr<Thread>>();
  auto thread = std::make_shared<Thread>([&, holder] {
    checker::WorkFor(1s);
    holder->reset();
    dropped.set_value();
  });
  const std::weak_ptr<Thread> seen = *holder = thread;
  thread->Start();
  thread.reset();
  dropped.get_future().wait();
  checker::UntilTheOthersWait();
  checker::ExpectReleased("the object of a thread that has ended", seen.expired());
}

GRADED_TEST(Thread, ATargetMayOwnItsThread, 2) {
  for (const bool throws : {false, true}) {
    auto holder = std::make_shared<std::shared_ptr<Thread>>();
    auto thread = std::make_shared<Thread>([throws, holder] {
      if (throws) throw 1;
    });
    const std::weak_ptr<Thread> seen = *holder = thread;
    holder.reset();
    thread->Start();
    thread->Join();
    thread.reset();
    checker::UntilTheOthersWait();
    checker::ExpectReleased("the thread that its own target holds a handle to", seen.expired());
  }
}

GRADED_TEST(Thread, TheThreadDestroysTheTargetAsItsLastAct, 1) {
  std::thread::id runner, destroyer;
  std::weak_ptr<Thread> self;
  const auto destroy = [&](void*) {
    destroyer = std::this_thread::get_id();
    const auto thread = self.lock();
    EXPECT_TRUE(thread->is_alive()) << "it ends when the target is gone";
    EXPECT_EQ(thread->exception(), nullptr) << "null until the end";
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_deadlock_would_occur,
                                           [&] { EXPECT_FALSE(thread->Join(0s)); }));
  };
  const auto run = [&](Derived&) {  // does not call the target at all
    runner = std::this_thread::get_id();
    throw 1;
  };
  std::shared_ptr<void> last_act(nullptr, destroy);
  const auto thread =
      std::make_shared<Derived>(run, [last_act = std::move(last_act)] { FAIL() << "not called"; });
  self = thread;
  thread->Start();
  thread->Join();
  EXPECT_EQ(destroyer, runner) << "the thread destroys the target, called or not, before it ends";
}

}  // namespace
