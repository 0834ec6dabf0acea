#include "daemon_threads.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr bool kDaemon = true, kNoDaemon = false;

std::shared_ptr<Thread> Made(std::function<void()> target, std::optional<bool> daemon = {}) {
  return std::make_shared<Thread>(std::move(target), "", daemon);
}

// Runs `target` in a thread made by Thread, and waits for its end.
void RunIn(bool daemon, std::function<void()> target) {
  const auto thread = Made(std::move(target), daemon);
  thread->Start();
  thread->Join();
}

bool DaemonByInheritance() { return std::make_shared<Thread>()->daemon(); }

// A thread that runs until it is let go.
class Busy {
 public:
  explicit Busy(std::optional<bool> daemon = {})
      : thread(Made([open = open_.get_future().share()] { open.wait(); }, daemon)) {}
  void LetGo() { open_.set_value(); }
  void End() {
    LetGo();
    thread->Join();
  }

 private:
  std::promise<void> open_;

 public:
  const std::shared_ptr<Thread> thread;
};

GRADED_TEST(DaemonThreads, TheFlagIsWhatTheConstructorWasTold, 1) {
  const auto told = [] {
    EXPECT_TRUE(Made({}, kDaemon)->daemon());
    EXPECT_FALSE(Made({}, kNoDaemon)->daemon());
  };
  told();
  RunIn(kDaemon, told);
  RunIn(kNoDaemon, told);
  checker::RunTogether(1, [&](int) { told(); });
}

GRADED_TEST(DaemonThreads, ElseItIsThatOfTheThreadThatConstructs, 2) {
  EXPECT_FALSE(DaemonByInheritance()) << "main is no daemon";
  RunIn(kDaemon, [] {
    EXPECT_TRUE(DaemonByInheritance()) << "a daemon's threads are daemons";
    RunIn(kNoDaemon, [] { EXPECT_FALSE(DaemonByInheritance()); });
    EXPECT_TRUE(DaemonByInheritance());
  });
  RunIn(kNoDaemon, [] {
    EXPECT_FALSE(DaemonByInheritance());
    RunIn(kDaemon, [] { EXPECT_TRUE(DaemonByInheritance()); });
    EXPECT_FALSE(DaemonByInheritance());
  });
  checker::RunTogether(
      1, [](int) { EXPECT_TRUE(DaemonByInheritance()) << "Thread did not make this thread"; });
  EXPECT_FALSE(DaemonByInheritance()) << "main is still no daemon";
}

GRADED_TEST(DaemonThreads, ASetFlagIsInheritedToo, 1) {
  bool inherited = false;
  const auto thread = Made([&] { inherited = DaemonByInheritance(); });
  thread->set_daemon(true);
  EXPECT_TRUE(thread->daemon());
  EXPECT_FALSE(DaemonByInheritance()) << "another thread's flag was set";
  thread->Start();
  thread->Join();
  EXPECT_TRUE(inherited);
}

GRADED_TEST(DaemonThreads, WhoStartsAThreadDoesNotChangeItsFlag, 1) {
  std::shared_ptr<Thread> made_by_a_daemon;
  RunIn(kDaemon, [&] { made_by_a_daemon = Made([] { EXPECT_TRUE(DaemonByInheritance()); }); });
  made_by_a_daemon->Start();
  EXPECT_TRUE(made_by_a_daemon->daemon()) << "the flag is inherited when the thread is constructed";
  made_by_a_daemon->Join();
  const auto made_by_main = Made([] { EXPECT_FALSE(DaemonByInheritance()); });
  RunIn(kDaemon, [&] {
    made_by_main->Start();
    made_by_main->Join();
  });
  EXPECT_FALSE(made_by_main->daemon()) << "the flag is inherited when the thread is constructed";
}

GRADED_TEST(DaemonThreads, AfterStartItIsTooLateToSetTheFlag, 2) {
  for (const bool flag : {kDaemon, kNoDaemon}) {
    Busy busy(flag);
    const auto set = [&] { busy.thread->set_daemon(!flag); };
    busy.thread->Start();
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::operation_not_permitted, set))
        << "it is running";
    EXPECT_EQ(busy.thread->daemon(), flag) << "a call that throws changes nothing";
    busy.End();
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::operation_not_permitted, set))
        << "it has ended";
    EXPECT_EQ(busy.thread->daemon(), flag) << "a call that throws changes nothing";
  }
  WaitForNonDaemons();
}

GRADED_TEST(DaemonThreads, AfterAFailedStartTheFlagMayBeSetAgain, 1) {
  Busy busy;
  checker::FailThreadCreation(0);
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                         [&] { busy.thread->Start(); }));
  WaitForNonDaemons();  // not for a thread that could not be made
  busy.thread->set_daemon(true);
  EXPECT_TRUE(busy.thread->daemon());
  busy.thread->Start();
  WaitForNonDaemons();
  EXPECT_TRUE(busy.thread->is_alive()) << "nobody waits for a daemon";
  busy.End();
}

GRADED_TEST(DaemonThreads, SetDaemonBesideStartThrowsOrTakesEffect, 2) {
  for (const bool flag : {kDaemon, kNoDaemon}) {
    bool effect = true, inherited = flag;
    std::promise<void> open;
    const auto thread = Made(
        [&] {
          inherited = DaemonByInheritance();
          open.get_future().wait();
        },
        !flag);
    checker::RunTogether({
        [&] { thread->Start(); },
        [&] {
          effect = !checker::ThrowsSystemError(std::errc::operation_not_permitted,
                                               [&] { thread->set_daemon(flag); });
        },
    });
    const bool daemon = effect ? flag : !flag;
    EXPECT_EQ(thread->daemon(), daemon);
    if (daemon) WaitForNonDaemons();  // returns although the thread is running
    open.set_value();
    WaitForNonDaemons();
    if (!daemon) EXPECT_FALSE(thread->is_alive()) << "it was no daemon when it was started";
    thread->Join();
    EXPECT_EQ(inherited, daemon) << "the thread itself knows another flag";
  }
}

GRADED_TEST(DaemonThreads, TheFlagMayBeReadAtAnyTime, 1) {
  const auto thread = Made([] {});
  checker::RunTogether({
      [&] {
        thread->set_daemon(true);
        thread->Start();
      },
      [&] {
        const bool before = thread->daemon();
        if (before) EXPECT_TRUE(thread->daemon()) << "it was set once";
      },
  });
  thread->Join();
  EXPECT_TRUE(thread->daemon());
}

GRADED_TEST(DaemonThreads, WithoutNonDaemonsNobodyWaits, 1) {
  const auto start = steady_clock::now();
  const auto never_started = Made([] { FAIL() << "nobody started it"; });
  Busy daemon(kDaemon);
  daemon.thread->Start();
  WaitForNonDaemons();
  EXPECT_TRUE(daemon.thread->is_alive());
  daemon.End();
  WaitForNonDaemons();
  checker::ExpectAbout(steady_clock::now() - start, 0s);
}

GRADED_TEST(DaemonThreads, ItWaitsForEachThatWasStarted, 2) {
  int first_result = 0, second_result = 0;
  const auto first = Made([&] { first_result = 1; });
  const auto second = Made([&] {
    second_result = 2;
    throw std::runtime_error("its end is an end like any other");
  });
  first->Start();
  second->Start();
  WaitForNonDaemons();
  EXPECT_FALSE(first->is_alive());
  EXPECT_FALSE(second->is_alive());
  EXPECT_EQ(first_result, 1);
  EXPECT_EQ(second_result, 2);
}

GRADED_TEST(DaemonThreads, ItSleepsUntilTheLastOneHasEnded, 1) {
  const auto start = steady_clock::now();
  Made([] { checker::WorkFor(1s); })->Start();
  Made([] { checker::WorkFor(100h); })->Start();
  WaitForNonDaemons();
  checker::ExpectAbout(steady_clock::now() - start, 100h);
}

GRADED_TEST(DaemonThreads, ItWaitsForThreadsThatNobodyHoldsAnyMore, 1) {
  int result = 0;
  Made([&] {
    checker::WorkFor(1s);
    result = 42;
  })->Start();
  WaitForNonDaemons();
  EXPECT_EQ(result, 42);
}

GRADED_TEST(DaemonThreads, ThoseStartedMeanwhileCount, 3) {
  int result = 0;
  std::shared_ptr<Thread> grandchild;
  Made([&] {
    Made([&] {
      grandchild = Made([&] { result = 42; });
      grandchild->Start();
    })->Start();
  })->Start();
  WaitForNonDaemons();
  EXPECT_EQ(result, 42) << "a thread that ended had started another one";
  EXPECT_FALSE(grandchild->is_alive());
}

GRADED_TEST(DaemonThreads, ADaemonMayStartThoseThatCount, 1) {
  int result = 0;
  checker::MeetingPoint started(2);
  const auto thread = Made([&] { result = 42; }, kNoDaemon);
  const auto daemon = Made(
      [&] {
        thread->Start();
        started.Meet();
      },
      kDaemon);
  daemon->Start();
  started.Meet();
  WaitForNonDaemons();
  EXPECT_FALSE(thread->is_alive());
  EXPECT_EQ(result, 42);
  daemon->Join();
}

GRADED_TEST(DaemonThreads, OnceStartHasReturnedTheThreadCounts, 2) {
  const auto thread = Made([] { checker::WorkFor(1s); });
  checker::RunTogether(2, [&](int i) {
    if (i == 0) thread->Start();
    const bool counts = thread->is_alive();
    WaitForNonDaemons();
    if (counts || i == 0) EXPECT_FALSE(thread->is_alive()) << "the wait is over, and it is alive";
  });
  thread->Join();
}

GRADED_TEST(DaemonThreads, SeveralMayWaitAtOnce, 1) {
  Busy busy;
  busy.thread->Start();
  const auto wait = [&] {
    WaitForNonDaemons();
    EXPECT_FALSE(busy.thread->is_alive());
  };
  const auto daemon = Made(wait, kDaemon);
  daemon->Start();
  checker::RunTogether({wait, wait, [&] { busy.LetGo(); }});
  daemon->Join();
  WaitForNonDaemons();
}

GRADED_TEST(DaemonThreads, NobodyWaitsForHimself, 2) {
  int result = 0;
  const auto start = steady_clock::now();
  const auto other = Made([] { checker::WorkFor(2s); });
  const auto waiter = Made([&] {
    WaitForNonDaemons();
    EXPECT_FALSE(other->is_alive());
    checker::ExpectAbout(steady_clock::now() - start, 2s);
    checker::WorkFor(1s);
    result = 42;
  });
  other->Start();
  waiter->Start();
  WaitForNonDaemons();  // main waits for the waiter as well
  EXPECT_FALSE(waiter->is_alive());
  EXPECT_EQ(result, 42);
  checker::ExpectAbout(steady_clock::now() - start, 3s);
}

// Waits for the others when it is destroyed.
class WaitsAtItsEnd : public Thread {
 public:
  using Thread::Thread;
  ~WaitsAtItsEnd() override {
    checker::WorkFor(1s);
    WaitForNonDaemons();
    at_the_end();
  }
  std::function<void()> at_the_end;
};

GRADED_TEST(DaemonThreads, WhoHasEndedWaitsForTheOthersAsAnybodyDoes, 1) {
  std::promise<bool> alive;
  const auto other = Made([] { checker::WorkFor(3s); });
  auto last_act = std::make_shared<WaitsAtItsEnd>([] {}, "", kNoDaemon);
  last_act->at_the_end = [&] { alive.set_value(other->is_alive()); };
  other->Start();
  last_act->Start();
  last_act.reset();  // so its own thread destroys it, after its end
  EXPECT_FALSE(alive.get_future().get()) << "is_alive() was true when WaitForNonDaemons returned";
  checker::UntilTheOthersWait();
}

GRADED_TEST(DaemonThreads, AWaiterIsWokenByTheLastEndWhoeverElseWaits, 1) {
  checker::StuckMeansLostWakeUp();
  Busy busy;
  busy.thread->Start();
  const auto waiter = Made([] { WaitForNonDaemons(); });
  waiter->Start();
  checker::RunTogether({[] { WaitForNonDaemons(); }, [&] { busy.LetGo(); }});
  EXPECT_FALSE(waiter->is_alive());
  EXPECT_FALSE(busy.thread->is_alive());
}

// Lets the thread's Start fail, with something else beside it.
void FailToStart(const std::shared_ptr<Thread>& thread, const std::function<void()>& beside) {
  checker::MeetingPoint both(2);
  checker::RunTogether({
      [&] {
        both.Meet();  // the threads of the test are made by now
        checker::FailThreadCreation(0);
        EXPECT_TRUE(checker::ThrowsSystemError(std::errc::resource_unavailable_try_again,
                                               [&] { thread->Start(); }));
      },
      [&] {
        both.Meet();
        beside();
      },
  });
}

GRADED_TEST(DaemonThreads, AFailedStartWakesWhoWaitedForIt, 2) {
  const auto thread = Made([] {});
  FailToStart(thread, WaitForNonDaemons);
  thread->Start();
  WaitForNonDaemons();
  EXPECT_FALSE(thread->is_alive());
}

GRADED_TEST(DaemonThreads, AFailedStartCountsForNothingWhateverTheFlagIsThen, 1) {
  const auto thread = Made([] {}, kNoDaemon);
  FailToStart(thread, [&] {
    try {
      thread->set_daemon(kDaemon);
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::operation_not_permitted);
    }
  });
  WaitForNonDaemons();  // there is none
}

GRADED_TEST(DaemonThreads, ARefusedStartCountsForNothing, 2) {
  const auto thread = Made([] { checker::WorkFor(1s); });
  const auto refused = [&] {
    return checker::ThrowsSystemError(std::errc::operation_not_permitted, [&] { thread->Start(); });
  };
  thread->Start();
  EXPECT_TRUE(refused());
  WaitForNonDaemons();
  EXPECT_FALSE(thread->is_alive()) << "a second Start was refused while it was running";
  EXPECT_TRUE(refused());
  WaitForNonDaemons();
}

GRADED_TEST(DaemonThreads, OfTwoStartsOneCounts, 1) {
  const auto thread = Made([] { checker::WorkFor(1s); });
  checker::RunTogether(2, [&](int) {
    try {
      thread->Start();
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::operation_not_permitted);
    }
  });
  WaitForNonDaemons();
  EXPECT_FALSE(thread->is_alive());
}

// How a program ended that RunProgram ran in a process of its own, and what it had printed.
struct Ended {
  int code = -1;
  std::string printed;
};

bool in_child = false;

// Whoever ends a process by exit() destroys this.
struct Static {
  ~Static() {
    if (in_child) std::fputs("[a static object died]", stdout);
  }
} static_object;

[[noreturn]] void BeTheChild(int output, const std::function<int()>& program) {
  in_child = true;
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  std::atexit([] { std::fputs("[an atexit function ran]", stdout); });
  RunProgram(program);
}

Ended RunProcess(const std::function<int()>& program) {
  std::fflush(nullptr);
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) BeTheChild(ends[1], program);
  close(ends[1]);
  Ended ended;
  char buffer[256];
  for (ssize_t count; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
    ended.printed.append(buffer, count);
  }
  close(ends[0]);
  int status = -1;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  return ended;
}

void Print(const char* text) { std::fputs(text, stdout); }

GRADED_TEST(DaemonThreads, AProgramEndsWithItsOwnCode, 1) {
  const Ended ended = RunProcess([] {
    Print("at work");
    return 7;
  });
  EXPECT_EQ(ended.code, 7);
  EXPECT_EQ(ended.printed, "at work") << "no static object dies, no atexit function runs";
}

GRADED_TEST(DaemonThreads, AProgramEndsWhenItsNonDaemonsHaveEnded, 2) {
  const Ended ended = RunProcess([] {
    Made([] {
      checker::WorkFor(1s);
      Made([] {
        checker::WorkFor(1s);
        Print(" second");
      })->Start();
      Print(" first");
    })->Start();
    Print("main");
    return 0;
  });
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.printed, "main first second");
}

GRADED_TEST(DaemonThreads, DaemonsWorkOnlyWhileOthersDo, 2) {
  const auto start = steady_clock::now();
  const Ended ended = RunProcess([&] {
    Made(
        [] {
          for (;;) {
            Print(" 123");
            checker::WorkFor(1s);
          }
        },
        kDaemon)
        ->Start();
    Made([] {
      checker::WorkFor(2500ms);
      Print(" end456");
    })->Start();
    return 0;
  });
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.printed, " 123 123 123 end456");
  checker::ExpectAbout(steady_clock::now() - start, 2500ms);
}

GRADED_TEST(DaemonThreads, AProgramThatThrowsIsWaitedForToo, 2) {
  const auto start_a_thread = [] {
    Made([] {
      checker::WorkFor(1s);
      Print("[the thread has ended]");
    })->Start();
  };
  const Ended error = RunProcess([&]() -> int {
    start_a_thread();
    throw std::runtime_error("no more ideas");
  });
  EXPECT_EQ(error.code, 1);
  EXPECT_NE(error.printed.find("no more ideas"), std::string::npos) << error.printed;
  EXPECT_NE(error.printed.find("[the thread has ended]"), std::string::npos) << error.printed;
  const Ended number = RunProcess([&]() -> int {
    start_a_thread();
    throw 7;
  });
  EXPECT_EQ(number.code, 1) << "anything can be thrown";
  EXPECT_NE(number.printed.find("[the thread has ended]"), std::string::npos) << number.printed;
}

GRADED_TEST(DaemonThreads, AllThatWasPrintedArrives, 2) {
  const Ended ended = RunProcess([] {
    std::ios::sync_with_stdio(false);  // from now on each stream keeps what it is given
    std::FILE* const file = fdopen(dup(STDOUT_FILENO), "w");
    std::fputs("[file]", file);
    std::cout << "[cout]";
    std::clog << "[clog]";
    Made([] { std::printf("[printf]"); })->Start();
    return 0;
  });
  for (const char* text : {"[file]", "[cout]", "[clog]", "[printf]"}) {
    EXPECT_NE(ended.printed.find(text), std::string::npos)
        << text << " was printed, but only this arrived: " << ended.printed;
  }
}

}  // namespace
