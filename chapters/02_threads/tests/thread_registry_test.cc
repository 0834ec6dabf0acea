#include "thread_registry.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;

// How often Enumerate() names it.
std::ptrdiff_t TimesListed(const Thread* thread) {
  const auto all = Enumerate();
  return std::count_if(all.begin(), all.end(),
                       [thread](const auto& each) { return each.get() == thread; });
}
std::ptrdiff_t TimesListed(const std::shared_ptr<Thread>& thread) {
  return TimesListed(thread.get());
}

void ExpectCannotBeJoined(Thread& thread) {
  const auto refused = std::errc::invalid_argument;
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(); }))
      << "nobody can join " << thread.name();
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(0s); }))
      << "nobody can join " << thread.name();
  EXPECT_TRUE(checker::ThrowsSystemError(refused, [&] { thread.Join(1h); }))
      << "nobody can join " << thread.name();
}

// N of "Thread-N" or "Dummy-N"; 0 if it is no such name.
int NumberIn(const std::string& name, const std::string& word) {
  const std::string beginning = word + "-";
  if (name.rfind(beginning, 0) != 0) return 0;
  const std::string number = name.substr(beginning.size());
  const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
  return number.empty() || !digits || number[0] == '0' ? 0 : std::stoi(number);
}

int NumberOfANewThread() { return NumberIn(std::make_shared<Thread>()->name(), "Thread"); }

// A thread that runs until it is let go.
class Busy {
 public:
  explicit Busy(const std::string& name = "busy")
      : thread(
            std::make_shared<Thread>([open = open_.get_future().share()] { open.wait(); }, name)) {}
  void End() {
    open_.set_value();
    thread->Join();
  }

 private:
  std::promise<void> open_;

 public:
  const std::shared_ptr<Thread> thread;
};

// A thread with a Run and an end of its own.
class Derived : public Thread {
 public:
  Derived(std::function<void(Derived&)> run, std::function<void(Derived&)> at_the_end)
      : Thread({}, "derived"), run_(std::move(run)), at_the_end_(std::move(at_the_end)) {}
  ~Derived() override { at_the_end_(*this); }
  void Run() override { run_(*this); }

 private:
  const std::function<void(Derived&)> run_, at_the_end_;
};

GRADED_TEST(ThreadRegistry, TheMainThreadIsMainWhoeverAsksFirst, 2) {
  checker::RunTogether(2, [](int) {
    EXPECT_EQ(MainThread()->name(), "MainThread");
    EXPECT_TRUE(CurrentThread() != MainThread()) << "this thread ran no static initialisers";
  });
  EXPECT_TRUE(CurrentThread() == MainThread()) << "this thread ran the static initialisers";
}

GRADED_TEST(ThreadRegistry, TheMainThreadIsAlwaysAliveAndListed, 1) {
  const auto main = MainThread();
  EXPECT_EQ(TimesListed(main), 1);
  EXPECT_EQ(ActiveCount(), 1u) << "no other thread has been started";
  EXPECT_TRUE(main->is_alive());
  EXPECT_NE(main->ident().value_or(0), 0u);
  EXPECT_TRUE(CurrentThread() == main);
  ExpectCannotBeJoined(*main);
  checker::RunTogether(1, [&](int) { ExpectCannotBeJoined(*main); });
}

GRADED_TEST(ThreadRegistry, AThreadFindsItself, 1) {
  checker::RunTogether(2, [](int) {
    std::shared_ptr<Thread> in_target, again;
    const auto thread = std::make_shared<Thread>([&] {
      in_target = CurrentThread();
      again = CurrentThread();
    });
    thread->Start();
    thread->Join();
    EXPECT_TRUE(in_target == thread);
    EXPECT_TRUE(again == thread);
  });
}

GRADED_TEST(ThreadRegistry, TheTargetsDestructorStillFindsItsThread, 1) {
  std::weak_ptr<Thread> self;
  std::shared_ptr<void> last_act(nullptr, [&](void*) {
    EXPECT_TRUE(CurrentThread() == self.lock()) << "in the target's destructor";
    EXPECT_TRUE(CurrentThread()->is_alive());
    EXPECT_GE(ActiveCount(), 1u);
    EXPECT_EQ(TimesListed(MainThread()), 1);
  });
  const auto thread = std::make_shared<Thread>([last_act = std::move(last_act)] {});
  self = thread;
  thread->Start();
  thread->Join();
}

GRADED_TEST(ThreadRegistry, AThreadIsListedFromItsStartToItsEnd, 2) {
  Busy busy;
  EXPECT_EQ(TimesListed(busy.thread), 0) << "it has not been started";
  EXPECT_EQ(ActiveCount(), 1u) << "it has not been started";
  busy.thread->Start();
  EXPECT_EQ(TimesListed(busy.thread), 1) << "Start has returned";
  EXPECT_EQ(ActiveCount(), 2u) << "Start has returned";
  busy.End();
  EXPECT_EQ(TimesListed(busy.thread), 0) << "Join has returned";
  EXPECT_EQ(ActiveCount(), 1u) << "Join has returned";
}

GRADED_TEST(ThreadRegistry, WhileRunRunsTheThreadIsListed, 1) {
  std::ptrdiff_t in_run = 0;
  std::size_t count = 0;
  const auto thread = std::make_shared<Thread>([&] {
    in_run = TimesListed(CurrentThread());
    count = ActiveCount();
  });
  checker::RunTogether({
      [&] { thread->Start(); },
      [&] { EXPECT_LE(TimesListed(thread), 1); },
  });
  thread->Join();
  EXPECT_EQ(in_run, 1);
  EXPECT_EQ(count, 2u) << "main and this one";
}

GRADED_TEST(ThreadRegistry, WhoLearnsOfTheEndFindsTheThreadGone, 2) {
  const auto thread = std::make_shared<Thread>([] {});
  const auto expect_gone = [&] {
    EXPECT_EQ(TimesListed(thread), 0) << "it has ended, and is still listed";
    EXPECT_EQ(ActiveCount(), 1u) << "it has ended, and is still counted";
  };
  thread->Start();
  checker::RunTogether({
      [&] {
        thread->Join();
        expect_gone();
      },
      [&] {
        for (int i = 0; i < 3; ++i) {
          if (!thread->is_alive()) expect_gone();
        }
      },
  });
}

GRADED_TEST(ThreadRegistry, AfterAFailedStartItIsNotListed, 2) {
  Busy busy;
  checker::FailThreadCreation(0, 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                           [&] { busy.thread->Start(); }));
    EXPECT_EQ(TimesListed(busy.thread), 0) << "there is no thread";
    EXPECT_EQ(ActiveCount(), 1u) << "there is no thread";
  }
  busy.thread->Start();
  EXPECT_EQ(TimesListed(busy.thread), 1);
  busy.End();
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, ARefusedStartChangesNothing, 2) {
  Busy busy;
  const auto refused = [&] {
    return checker::ThrowsSystemError(std::errc::operation_not_permitted,
                                      [&] { busy.thread->Start(); });
  };
  busy.thread->Start();
  EXPECT_TRUE(refused());
  EXPECT_EQ(TimesListed(busy.thread), 1) << "a second Start was refused, and the thread is running";
  EXPECT_EQ(ActiveCount(), 2u);
  busy.End();
  EXPECT_TRUE(refused());
  EXPECT_EQ(TimesListed(busy.thread), 0) << "a Start after the end was refused";
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, OfTwoStartsOneListsTheThread, 1) {
  Busy busy;
  checker::RunTogether(2, [&](int) {
    try {
      busy.thread->Start();
      EXPECT_EQ(TimesListed(busy.thread), 1);
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::operation_not_permitted);
    }
  });
  EXPECT_EQ(TimesListed(busy.thread), 1);
  EXPECT_EQ(ActiveCount(), 2u);
  busy.End();
}

GRADED_TEST(ThreadRegistry, AStartBesideAFailedOneKeepsItsPlace, 1) {
  Busy busy;
  std::atomic<int> started{0};
  const auto start = [&] {
    try {
      busy.thread->Start();
      started.fetch_add(1, std::memory_order_relaxed);
    } catch (const std::system_error&) {
    }
  };
  checker::MeetingPoint both(2);
  checker::RunTogether(2, [&](int i) {
    both.Meet();  // the threads of the test are made by now
    if (i == 1) checker::FailThreadCreation(0);
    start();
  });
  checker::FailThreadCreation(0, 0);
  if (started == 0) start();
  EXPECT_EQ(TimesListed(busy.thread), 1) << "a Start beside it failed, and took it out of the list";
  EXPECT_EQ(ActiveCount(), 2u);
  busy.End();
}

GRADED_TEST(ThreadRegistry, TheListIsRightWhileThreadsComeAndGo, 2) {
  const auto come_and_go = [] {
    const auto thread = std::make_shared<Thread>([] {}, "fly");
    thread->Start();
    thread->Join();
  };
  checker::RunTogether({
      come_and_go,
      come_and_go,
      [] {
        const auto all = Enumerate();
        EXPECT_LE(all.size(), 3u) << "main and two others at the most";
        for (const auto& each : all) {
          EXPECT_TRUE(each == MainThread() || each->name() == "fly");
        }
        EXPECT_GE(ActiveCount(), 1u);
        EXPECT_LE(ActiveCount(), 3u);
      },
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, WhatWasEnumeratedMayBeKept, 2) {
  auto busy = std::make_unique<Busy>("kept");
  busy->thread->Start();
  const auto all = Enumerate();
  busy->End();
  busy.reset();
  checker::UntilTheOthersWait();
  EXPECT_EQ(all.size(), 2u) << "the caller has a list of his own";
  for (const auto& each : all) {
    if (each != MainThread()) EXPECT_EQ(each->name(), "kept");
  }
}

GRADED_TEST(ThreadRegistry, ThreadsWithoutANameAreNumbered, 1) {
  const int before = NumberOfANewThread();
  EXPECT_GE(before, 1) << "a thread without a name is named \"Thread-N\"";
  EXPECT_EQ(std::make_shared<Thread>([] {}, "named")->name(), "named");
  checker::RunTogether(1, [](int) { CurrentThread(); });  // a dummy
  const auto started = std::make_shared<Thread>();
  EXPECT_EQ(NumberIn(started->name(), "Thread"), before + 1)
      << "each takes the next number, started or not; one with a name takes none, nor does a dummy";
  started->Start();
  started->Join();
  EXPECT_EQ(NumberOfANewThread(), before + 2) << "the number is taken at construction";
}

GRADED_TEST(ThreadRegistry, InAFreshProcessTheFirstNumberIs1, 1) {
  static const int first = NumberOfANewThread();
  EXPECT_EQ(first, 1);
}

GRADED_TEST(ThreadRegistry, NobodySharesANumber, 1) {
  const int before = NumberOfANewThread();
  int numbers[2];
  checker::RunTogether(2, [&](int i) { numbers[i] = NumberOfANewThread(); });
  EXPECT_EQ(std::min(numbers[0], numbers[1]), before + 1);
  EXPECT_EQ(std::max(numbers[0], numbers[1]), before + 2);
}

GRADED_TEST(ThreadRegistry, AThreadThatThreadDidNotMakeIsADummy, 2) {
  std::weak_ptr<Thread> seen;
  std::shared_ptr<Thread> kept;
  checker::RunTogether(1, [&](int) {
    EXPECT_EQ(Enumerate().size(), 1u) << "it has no object before it asks for it";
    const auto self = CurrentThread();
    EXPECT_TRUE(CurrentThread() == self) << "a thread has one object";
    EXPECT_GE(NumberIn(self->name(), "Dummy"), 1) << "it is named \"Dummy-N\"";
    EXPECT_TRUE(self->is_alive());
    EXPECT_NE(self->ident().value_or(0), 0u);
    EXPECT_EQ(TimesListed(self), 1);
    EXPECT_EQ(ActiveCount(), 2u);
    ExpectCannotBeJoined(*self);
    seen = kept = self;
  });
  EXPECT_EQ(TimesListed(kept), 0) << "the thread has ended";
  EXPECT_EQ(ActiveCount(), 1u) << "the thread has ended";
  EXPECT_FALSE(kept->is_alive()) << "the thread has ended";
  ExpectCannotBeJoined(*kept);
  kept.reset();
  checker::UntilTheOthersWait();
  checker::ExpectReleased("the dummy of a thread that has ended", seen.expired());
}

GRADED_TEST(ThreadRegistry, DummiesHaveNumbersOfTheirOwn, 1) {
  checker::MeetingPoint both_asked(2), both_counted(2);
  std::string names[2];
  checker::RunTogether(2, [&](int i) {
    const auto self = CurrentThread();
    names[i] = self->name();
    both_asked.Meet();
    EXPECT_EQ(ActiveCount(), 3u) << "main and two dummies";
    EXPECT_TRUE(CurrentThread() == self);
    both_counted.Meet();
  });
  EXPECT_NE(names[0], names[1]);
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, ADummyMayEndWhileItIsLookedAt, 2) {
  checker::RunTogether({
      [] { CurrentThread(); },
      [] {
        for (const auto& each : Enumerate()) {
          if (each == MainThread()) continue;
          EXPECT_GE(NumberIn(each->name(), "Dummy"), 1);
          if (!each->is_alive()) EXPECT_EQ(TimesListed(each), 0) << "unlisted, then ended";
        }
      },
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, ANewThreadIsNotTakenForAnEndedOneWithTheSameId, 2) {
  std::shared_ptr<Thread> made, dummy, other_dummy, found;
  const auto ask_in_a_thread_of_the_test = [](std::shared_ptr<Thread>& answer) {
    std::thread([&answer] {
      answer = CurrentThread();
      EXPECT_TRUE(answer->is_alive());
    }).join();
    checker::UntilTheOthersWait();  // the thread's id is free now, and the next one gets it
  };
  ask_in_a_thread_of_the_test(dummy);
  made = std::make_shared<Thread>([&] { found = CurrentThread(); });
  made->Start();
  made->Join();
  EXPECT_TRUE(found == made);
  checker::UntilTheOthersWait();
  ask_in_a_thread_of_the_test(other_dummy);
  EXPECT_TRUE(other_dummy != made) << "a new thread has got the object of a dead one";
  EXPECT_TRUE(other_dummy != dummy) << "a new thread has got the object of a dead one";
}

GRADED_TEST(ThreadRegistry, NoEndedThreadIsKeptAlive, 2) {
  auto thread = std::make_shared<Thread>([] { CurrentThread(); });
  const std::weak_ptr<Thread> seen = thread;
  thread->Start();
  thread.reset();
  checker::UntilTheOthersWait();
  checker::ExpectReleased("the object of a thread that has ended", seen.expired());
  EXPECT_EQ(ActiveCount(), 1u);
}

// All four, from where they are allowed: none of them may wait for the lock of another.
void CallAllFour() {
  EXPECT_TRUE(CurrentThread() != nullptr);
  EXPECT_EQ(MainThread()->name(), "MainThread");
  EXPECT_GE(Enumerate().size(), 1u);
  EXPECT_GE(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, DestructorsMayCallAllFour, 2) {
  std::promise<std::weak_ptr<Thread>> destroyed;
  {
    auto thread = std::make_shared<Derived>([](Derived&) {},
                                            [&](Derived&) {
                                              CallAllFour();
                                              destroyed.set_value(CurrentThread());
                                            });
    thread->Start();
  }
  const auto who = destroyed.get_future().get();
  checker::UntilTheOthersWait();
  const auto still_there = who.lock();
  EXPECT_TRUE(still_there == nullptr || still_there == MainThread())
      << "the destructor ran in the thread itself, and what it found there is still alive";
  EXPECT_EQ(ActiveCount(), 1u) << "the thread has ended";
}

GRADED_TEST(ThreadRegistry, TheLastHandleMayBeThatOfAList, 2) {
  auto thread = std::make_shared<Derived>([](Derived&) {}, [](Derived&) { CallAllFour(); });
  thread->Start();
  checker::RunTogether({
      [&] { thread.reset(); },
      [] { Enumerate(); },
      [] { EXPECT_LE(Enumerate().size(), 4u); },
  });
}

GRADED_TEST(ThreadRegistry, ATargetThatNeverRanMayCallAllFourAtItsEnd, 1) {
  std::shared_ptr<void> last_act(nullptr, [](void*) {
    CallAllFour();
    EXPECT_TRUE(CurrentThread() == MainThread());
  });
  auto thread = std::make_shared<Thread>([last_act = std::move(last_act)] {});
  last_act.reset();
  checker::FailThreadCreation(0);
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                         [&] { thread->Start(); }));
  thread.reset();
}

// For the child of a fork: its thread is alone, and main.
bool IsAloneAndMain() {
  const auto self = CurrentThread();
  const auto all = Enumerate();
  return self != nullptr && self->is_alive() && MainThread() == self && CurrentThread() == self &&
         all.size() == 1 && all[0] == self && ActiveCount() == 1;
}

// The same, if the first question is about the list and not about itself.
bool IsListedAlone() {
  const auto all = Enumerate();
  return ActiveCount() == 1 && all.size() == 1 && all[0] == MainThread() &&
         CurrentThread() == all[0];
}

GRADED_TEST(ThreadRegistry, InTheChildOfAForkOnlyTheForkingThreadIsLeft, 2) {
  Busy busy;
  busy.thread->Start();
  EXPECT_TRUE(checker::WorksInAChild(IsAloneAndMain))
      << "in the child the forking thread is listed alone, and is main";
  EXPECT_EQ(TimesListed(busy.thread), 1) << "in the parent nothing has changed";
  EXPECT_TRUE(CurrentThread() == MainThread());
  EXPECT_EQ(MainThread()->name(), "MainThread");
  busy.End();
}

GRADED_TEST(ThreadRegistry, WhoeverForksIsMainInTheChild, 2) {
  std::promise<void> started, forked;  // at the fork nobody is inside Start or Join
  const auto thread = std::make_shared<Thread>([&] {
    started.get_future().wait();
    EXPECT_TRUE(checker::WorksInAChild(IsAloneAndMain)) << "a thread made by Thread forks";
    EXPECT_TRUE(CurrentThread() != MainThread()) << "in the parent nothing has changed";
    forked.set_value();
  });
  thread->Start();
  started.set_value();
  forked.get_future().wait();
  thread->Join();
  checker::RunTogether(1, [](int) {
    EXPECT_TRUE(checker::WorksInAChild(IsListedAlone)) << "a thread without an object forks";
    EXPECT_EQ(ActiveCount(), 1u) << "in the parent it has none yet";
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

// In the child of a fork: whether main is there when its thread has ended. Does not return.
[[noreturn]] void EndAndAskForMain() {
  std::thread([] {
    checker::UntilTheOthersWait();  // the other thread has ended
    const auto main = MainThread();
    _exit(main->is_alive() && TimesListed(main) == 1 ? 0 : 1);
  }).detach();
  pthread_exit(nullptr);
}

GRADED_TEST(ThreadRegistry, MainStaysWhenItsThreadHasEnded, 1) {
  std::thread([] {
    const pid_t child = fork();
    if (child == 0) EndAndAskForMain();
    int status = -1;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0) << "main is not alive or not listed any more";
  }).join();
}

GRADED_TEST(ThreadRegistry, AForkMayComeWhileOthersUseTheList, 2) {
  checker::RunTogether({
      [] { CallAllFour(); },
      [] {
        CurrentThread();  // it has a dummy now
        EXPECT_TRUE(checker::WorksInAChild(IsAloneAndMain))
            << "another thread was inside the four functions at the fork";
      },
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, AForkMayComeWhileADummyIsMade, 1) {
  checker::RunTogether({
      [] { CurrentThread(); },
      [] {
        EXPECT_TRUE(checker::WorksInAChild(IsListedAlone))
            << "another thread was being given its object at the fork";
      },
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

GRADED_TEST(ThreadRegistry, AForkMayComeWhileThreadsComeAndGo, 1) {
  checker::RunTogether({
      [] {
        const auto thread = std::make_shared<Thread>();
        thread->Start();
        thread->Join();
      },
      [] {
        EXPECT_TRUE(checker::WorksInAChild(IsAloneAndMain))
            << "another thread was being started or was ending at the fork";
      },
  });
  EXPECT_EQ(ActiveCount(), 1u);
}

}  // namespace
