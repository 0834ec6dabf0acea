// What programs can rely on: what each instruction computes, that it is one step, who runs while
// somebody sleeps or waits, and what is left after a fault. Each instruction takes 1 us of virtual
// time, so a test can say after which one the GIL was handed on.
#include "interpreter.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using checker::RunTogether;
using checker::WorkFor;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

struct Python {
  explicit Python(std::chrono::microseconds interval = 5ms) : gil(interval) {}

  void Run(const Code& code) { interpreter.Run(code); }
  std::int64_t global(int index) const { return interpreter.global(index); }
  // How long the program takes the calling thread.
  nanoseconds Time(const Code& code) {
    const auto start = steady_clock::now();
    Run(code);
    return steady_clock::now() - start;
  }

  Gil gil;
  Interpreter interpreter{gil, 3, 2};
};

// Everybody else is where its next sleep or wait is: time moves only when nobody can go on.
void ComeLater() { WorkFor(1ms); }

Code Store(int global, std::int64_t value) { return {{Op::kConst, value}, {Op::kStore, global}}; }

GRADED_TEST(Interpreter, NumbersGoByTheStackAndStayInGlobals, 1) {
  Python python;
  EXPECT_EQ(python.global(0), 0);
  EXPECT_EQ(python.global(2), 0);
  RunTogether(1, [&](int) {
    python.Run({{Op::kConst, 50},
                {Op::kConst, 8},
                {Op::kSub},
                {Op::kStore, 1},
                {Op::kLoad, 1},
                {Op::kLoad, 1},
                {Op::kAdd},
                {Op::kStore, 2}});
  });
  EXPECT_EQ(python.global(0), 0);
  EXPECT_EQ(python.global(1), 42) << "kSub takes what lies on top from what lies below";
  EXPECT_EQ(python.global(2), 84);
}

GRADED_TEST(Interpreter, JumpsCountInstructionsFromZero, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.Run({{Op::kConst, 3},
                {Op::kStore, 0},  // the loop begins behind this one
                {Op::kLoad, 1},
                {Op::kConst, 10},
                {Op::kAdd},
                {Op::kStore, 1},
                {Op::kLoad, 0},
                {Op::kConst, 1},
                {Op::kSub},
                {Op::kStore, 0},
                {Op::kLoad, 0},
                {Op::kJumpIfNonZero, 2},
                {Op::kJump, 15},
                {Op::kConst, -1},
                {Op::kStore, 1}});
  });
  EXPECT_EQ(python.global(1), 30) << "the loop runs three times, and then jumps to the end";
}

GRADED_TEST(Interpreter, AProgramEndsAtReturnOrBehindItsLastInstruction, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.Run({});
    python.Run({{Op::kConst, 1}, {Op::kReturn, -1}, {Op::kStore, 0}});
    EXPECT_FALSE(python.gil.held_by_current_thread());
    EXPECT_THROW(python.Run({{Op::kStore, 0}}), std::invalid_argument)
        << "each program begins with an empty stack";
  });
  EXPECT_EQ(python.global(0), 0);
}

GRADED_TEST(Interpreter, EachInstructionTakesATick, 1) {
  Python python;
  RunTogether(1, [&](int) {
    EXPECT_EQ(python.Time(Decrement(0)), 5us) << "five instructions, one Tick() each";
    EXPECT_EQ(python.Time({{Op::kLock, 0}, {Op::kSleep, 2}, {Op::kUnlock, 0}}), 2ms + 3us);
  });
}

GRADED_TEST(Interpreter, ATickIsMadeWithTheGilHeld, 1) {
  Python python;
  const auto start = steady_clock::now();
  RunTogether(3, [&](int i) { python.Run(Store(i, 5)); });
  EXPECT_GE(steady_clock::now() - start, 6us) << "two programs ran at the same time";
}

GRADED_TEST(Interpreter, ALoopDoesNotKeepOthersOut, 1) {
  Python python(10us);
  RunTogether(1, [&](int) { python.Run(Store(0, 1)); });
  RunTogether({
      [&] {
        python.Run({{Op::kLoad, 0}, {Op::kJumpIfNonZero, 0}});
      },
      [&] {
        WorkFor(20us);
        EXPECT_LE(python.Time(Store(0, 0)), 40us);  // that ends the loop
      },
  });
}

GRADED_TEST(Interpreter, BetweenAnyTwoInstructionsTheGilIsHandedOn, 1) {
  Code code;
  for (int i = 1; i <= 20; ++i) {
    code.push_back({Op::kConst, i});
    code.push_back({Op::kStore, 0});
  }
  for (const auto come_at : {500ns, 1500ns}) {
    Python python(5us);
    const auto start = steady_clock::now();
    RunTogether({
        [&] { python.Run(code); },
        [&] {
          WorkFor(come_at);
          python.gil.Acquire();  // asks after 5 us, that is within an instruction
          EXPECT_EQ(steady_clock::now() - start, come_at + 5500ns)
              << "it was asked for within an instruction, and handed on some other time than after "
                 "it";
          EXPECT_EQ(python.global(0), 3) << "so many instructions have had their effect by then";
          python.gil.Release();
        },
    });
    EXPECT_EQ(python.global(0), 20);
  }
}

GRADED_TEST(Interpreter, AnUpdateMayBeLostBetweenTwoInstructions, 1) {
  Python python(1us);
  RunTogether(2, [&](int) { python.Run(Decrement(0)); });
  checker::ExpectOneOf<std::int64_t>(python.global(0), {-1, -2});
  checker::Sometimes("LOAD of one thread between LOAD and STORE of another",
                     python.global(0) == -1);
}

Code WithSleepAfter(std::size_t instruction, std::int64_t ms, Code code) {
  code.insert(code.begin() + instruction + 1, {Op::kSleep, ms});
  return code;
}

GRADED_TEST(Interpreter, WhoSleepsAfterLoadLosesAllUpdatesButOne, 1) {
  constexpr int kThreads = 100;
  Python python;
  RunTogether(1, [&](int) { python.Run(Store(0, kThreads)); });
  const Code code = WithSleepAfter(0, 100, Decrement(0));
  const auto start = steady_clock::now();
  RunTogether(kThreads, [&](int) { python.Run(code); });
  EXPECT_LE(steady_clock::now() - start, 101ms)
      << "a hundred threads slept, but not at the same time";
  EXPECT_EQ(python.global(0), kThreads - 1) << "all have loaded before the first one stores";
}

GRADED_TEST(Interpreter, ThreadsHaveStacksOfTheirOwn, 1) {
  Python python(1us);
  RunTogether(2, [&](int i) {
    const int mine = 100 * (i + 1);
    python.Run({{Op::kConst, mine},
                {Op::kConst, 7 * mine},
                {Op::kConst, 2 * mine},
                {Op::kSub},
                {Op::kAdd},
                {Op::kStore, i}});
  });
  EXPECT_EQ(python.global(0), 600);
  EXPECT_EQ(python.global(1), 1200);
}

GRADED_TEST(Interpreter, OthersRunWhileSomebodySleeps, 1) {
  Python python;
  RunTogether({
      [&] {
        EXPECT_EQ(python.Time({{Op::kSleep, 50}}), 50ms + 1us);
      },
      [&] {
        ComeLater();
        EXPECT_EQ(python.Time(Store(0, 1)), 2us) << "a sleeping thread kept the GIL";
        EXPECT_EQ(python.Time({{Op::kSleep, 0}}), 1us);
      },
  });
}

GRADED_TEST(Interpreter, OthersRunWhileSomebodyWaitsForALock, 1) {
  Python python;
  RunTogether({
      [&] {
        python.Run({{Op::kLock, 0}, {Op::kSleep, 10}, {Op::kUnlock, 0}});
      },
      [&] {
        ComeLater();
        EXPECT_EQ(python.Time({{Op::kLock, 0}, {Op::kUnlock, 0}}), 9ms + 4us)
            << "the lock is free 9 ms and 3 us from now; waiting takes no second Tick()";
      },
      [&] {
        WorkFor(2ms);
        EXPECT_EQ(python.Time(Store(0, 1)), 2us) << "who waits for a lock kept the GIL";
        EXPECT_EQ(python.Time({{Op::kLock, 1}, {Op::kUnlock, 1}}), 2us) << "this is another lock";
      },
  });
}

GRADED_TEST(Interpreter, LocksBelongToNobody, 1) {
  Python python;
  RunTogether({
      [&] {
        python.Run({{Op::kLock, 0}});  // and ends: the lock stays locked
        EXPECT_GE(python.Time({{Op::kLock, 0}, {Op::kReturn}}), 9ms)
            << "the thread has locked it itself: it waits nevertheless";
      },
      [&] {
        WorkFor(10ms);
        python.Run({{Op::kUnlock, 0}});  // somebody else's
      },
  });
  EXPECT_THROW(python.Run({{Op::kUnlock, 0}, {Op::kUnlock, 0}}), std::system_error);
}

GRADED_TEST(Interpreter, AnUnlockWakesOneWhoWaitsForThatLock, 1) {
  checker::StuckMeansLostWakeUp();
  Python python;
  const auto start = steady_clock::now();
  python.Run({{Op::kLock, 0}, {Op::kLock, 1}});
  RunTogether({
      [&] {
        python.Run({{Op::kLock, 0}, {Op::kConst, 1}, {Op::kStore, 0}});
      },
      [&] {
        python.Run({{Op::kLock, 1}, {Op::kConst, 1}, {Op::kStore, 1}});
      },
      [&] {
        ComeLater();
        python.Run({{Op::kUnlock, 1}, {Op::kSleep, 1}, {Op::kUnlock, 0}});
      },
  });
  EXPECT_LE(steady_clock::now() - start, 3ms);
  EXPECT_EQ(python.global(0) + python.global(1), 2);
}

// Unlocks as often as it says, each time when the lock is locked.
void Unlock(Python& python, int times) {
  while (times > 0) {
    try {
      python.Run({{Op::kUnlock, 0}});
      --times;
    } catch (const std::system_error&) {
      ComeLater();  // nobody has it yet
    }
  }
}

GRADED_TEST(Interpreter, AnUnlockIsNotMissedByWhoIsAboutToSleep, 1) {
  checker::StuckMeansLostWakeUp();
  time_of_an_instruction = 0us;
  Python python;
  python.Run({{Op::kLock, 0}});
  const auto lock = [&] { python.Run({{Op::kLock, 0}}); };
  RunTogether({lock, lock, [&] { Unlock(python, 2); }});
  time_of_an_instruction = 1us;
}

GRADED_TEST(Interpreter, OneAtATimeGetsALock, 1) {
  Python python(1us);
  Code visits = {{Op::kLock, 0},  {Op::kLoad, 0}, {Op::kConst, 1}, {Op::kAdd},
                 {Op::kStore, 0}, {Op::kLoad, 0}, {Op::kStore, 1}, {Op::kUnlock, 0}};
  visits.insert(visits.end(), visits.begin(), visits.begin() + 8);
  RunTogether(3, [&](int) { python.Run(visits); });
  EXPECT_EQ(python.global(0), 6) << "two programs held the lock at once";
  EXPECT_EQ(python.global(1), 6);
}

// The program is faulty: it throws what it should, another program finds the GIL free and nothing
// changed, and so does the next one of this thread.
template <class Error>
void ExpectFault(Python& python, const Code& code) {
  const std::int64_t before = python.global(0);
  EXPECT_THROW(python.Run(code), Error) << "faulty: " << ToString(code.back());
  EXPECT_FALSE(python.gil.held_by_current_thread()) << "after " << ToString(code.back());
  EXPECT_EQ(python.global(0), before) << "after " << ToString(code.back());
}

GRADED_TEST(Interpreter, FaultyInstructionsAreInvalidArguments, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.Run(Store(0, 7));
    const std::vector<Code> too_few_numbers = {{{Op::kStore, 0}},
                                               {{Op::kAdd}},
                                               {{Op::kConst, 1}, {Op::kAdd}},
                                               {{Op::kSub}},
                                               {{Op::kConst, 1}, {Op::kSub}},
                                               {{Op::kJumpIfNonZero, 0}}};
    for (const Code& code : too_few_numbers) ExpectFault<std::invalid_argument>(python, code);
    for (const std::int64_t none : {std::int64_t{-1}, std::int64_t{3}, kMost, kLeast}) {
      ExpectFault<std::invalid_argument>(python, {{Op::kLoad, none}});
      ExpectFault<std::invalid_argument>(python, {{Op::kConst, 1}, {Op::kStore, none}});
      ExpectFault<std::invalid_argument>(python, {{Op::kLock, none}});
      ExpectFault<std::invalid_argument>(python, {{Op::kUnlock, none}});
      ExpectFault<std::invalid_argument>(python, {{Op::kConst, 0}, {Op::kJumpIfNonZero, none}});
      ExpectFault<std::invalid_argument>(python, {{Op::kConst, 1}, {Op::kJumpIfNonZero, none}});
    }
    for (const std::int64_t nowhere : {std::int64_t{-1}, std::int64_t{2}, kMost, kLeast}) {
      ExpectFault<std::invalid_argument>(python, {{Op::kJump, nowhere}});
    }
    ExpectFault<std::invalid_argument>(python, {{Op::kSleep, -1}});
    ExpectFault<std::invalid_argument>(python, {{static_cast<Op>(11)}});
    ExpectFault<std::invalid_argument>(python, {{static_cast<Op>(255), 1}});
  });
}

GRADED_TEST(Interpreter, WhatDoesNotFitIntoSixtyFourBitsIsAnOverflow, 1) {
  Python python;
  const auto calculate = [&](std::int64_t a, Op op, std::int64_t b) -> Code {
    return {{Op::kConst, a}, {Op::kConst, b}, {op}};
  };
  RunTogether(1, [&](int) {
    ExpectFault<std::overflow_error>(python, calculate(kMost, Op::kAdd, 1));
    ExpectFault<std::overflow_error>(python, calculate(-1, Op::kAdd, kLeast));
    ExpectFault<std::overflow_error>(python, calculate(kLeast, Op::kSub, 1));
    ExpectFault<std::overflow_error>(python, calculate(0, Op::kSub, kLeast));
    const std::pair<Code, std::int64_t> fitting[] = {
        {calculate(kMost, Op::kAdd, kLeast), -1},
        {calculate(-1, Op::kSub, kMost), kLeast},
        {calculate(-1, Op::kSub, kLeast), kMost},
        {calculate(kLeast, Op::kSub, kLeast), 0},
    };
    for (auto [code, result] : fitting) {
      code.push_back({Op::kStore, 0});
      python.Run(code);
      EXPECT_EQ(python.global(0), result);
    }
  });
}

GRADED_TEST(Interpreter, AFreeLockCanNotBeUnlocked, 1) {
  Python python;
  RunTogether(1, [&](int) {
    std::error_code refused;
    try {
      python.Run({{Op::kUnlock, 1}});
    } catch (const std::system_error& error) {
      refused = error.code();
    }
    EXPECT_EQ(refused, std::errc::operation_not_permitted);
    EXPECT_FALSE(python.gil.held_by_current_thread());
    EXPECT_EQ(python.Time({{Op::kLock, 1}, {Op::kUnlock, 1}}), 2us) << "it is free, as before";
  });
}

GRADED_TEST(Interpreter, AFaultCountsWhenItIsReached, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.Run({{Op::kJump, 2}, {Op::kLoad, 99}, {Op::kReturn}, {Op::kSleep, -1}});
    EXPECT_THROW(python.Run({{Op::kConst, 5}, {Op::kStore, 0}, {Op::kLoad, 99}}),
                 std::invalid_argument);
  });
  EXPECT_EQ(python.global(0), 5) << "what came before the faulty instruction has been done";
}

GRADED_TEST(Interpreter, AfterAFaultOthersGoOn, 1) {
  Python python;
  RunTogether({
      [&] {
        EXPECT_THROW(python.Run({{Op::kConst, 1}, {Op::kAdd}}), std::invalid_argument);
      },
      [&] { EXPECT_LE(python.Time(Store(0, 1)), 10us); },
      [&] { EXPECT_LE(python.Time(Store(1, 1)), 10us); },
  });
  EXPECT_EQ(python.global(0) + python.global(1), 2);
}

GRADED_TEST(Interpreter, AGlobalMayBeReadAtAnyTime, 1) {
  Python python;
  RunTogether({
      [&] { python.Run(Store(0, 1)); },
      [&] {
        checker::ExpectOneOf<std::int64_t>(python.global(0), {0, 1});
        EXPECT_FALSE(python.gil.held_by_current_thread());
        python.gil.Acquire();
        checker::ExpectOneOf<std::int64_t>(python.global(0), {0, 1});
        EXPECT_TRUE(python.gil.held_by_current_thread()) << "it held the GIL before";
        EXPECT_THROW(python.global(3), std::invalid_argument);
        EXPECT_TRUE(python.gil.held_by_current_thread());
        python.gil.Release();
        EXPECT_THROW(python.global(-1), std::invalid_argument);
        EXPECT_FALSE(python.gil.held_by_current_thread());
      },
  });
}

GRADED_TEST(Interpreter, FewerThanNoGlobalsOrLocksAreRefused, 1) {
  Gil gil;
  Interpreter none(gil, 0, 0);
  EXPECT_THROW(none.global(0), std::invalid_argument);
  EXPECT_THROW(Interpreter(gil, -1, 0), std::invalid_argument);
  EXPECT_THROW(Interpreter(gil, 0, -1), std::invalid_argument);
}

GRADED_TEST(Interpreter, WhoHoldsTheGilMayNotRun, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.gil.Acquire();
    EXPECT_THROW(python.Run(Store(0, 1)), std::system_error);
    EXPECT_TRUE(python.gil.held_by_current_thread()) << "a refused Run() changes nothing";
    EXPECT_EQ(python.global(0), 0);
    python.gil.Release();
  });
}

GRADED_TEST(Interpreter, TwoInterpretersShareNothingButTheGil, 1) {
  Gil gil;
  Interpreter one(gil, 1, 1), other(gil, 1, 1);
  RunTogether(1, [&](int) {
    one.Run(Code{{Op::kLock, 0}, {Op::kConst, 1}, {Op::kStore, 0}});
    other.Run(Code{{Op::kLock, 0}, {Op::kUnlock, 0}});
  });
  EXPECT_EQ(one.global(0), 1);
  EXPECT_EQ(other.global(0), 0);
}

int CountOf(Op op, const Code& code) {
  int count = 0;
  for (const Instr& instr : code) count += instr.op == op ? 1 : 0;
  return count;
}

GRADED_TEST(SafeDecrement, ItLoadsOnceAndStoresOnceAndHasNoJump, 1) {
  const Code code = SafeDecrement(1, 0);
  EXPECT_EQ(CountOf(Op::kLoad, code), 1);
  EXPECT_EQ(CountOf(Op::kStore, code), 1);
  EXPECT_EQ(CountOf(Op::kJump, code) + CountOf(Op::kJumpIfNonZero, code), 0);
}

GRADED_TEST(SafeDecrement, ItUsesTheGlobalAndTheLockThatItIsGiven, 1) {
  Python python;
  RunTogether(1, [&](int) {
    python.Run({{Op::kLock, 0}});
    python.Run(SafeDecrement(2, 1));
    python.Run(SafeDecrement(2, 1));  // it has left the lock free
    python.Run({{Op::kUnlock, 0}});
  });
  EXPECT_EQ(python.global(2), -2);
  EXPECT_EQ(python.global(0), 0);
  EXPECT_EQ(python.global(1), 0);
}

GRADED_TEST(SafeDecrement, NoUpdateIsLostWhereverSomebodySleeps, 1) {
  const Code code = SafeDecrement(0, 0);
  for (std::size_t i = 0; i < code.size(); ++i) {
    Python python(1us);
    const Code sleepy = WithSleepAfter(i, 1, code);
    RunTogether(2, [&](int) { python.Run(sleepy); });
    EXPECT_EQ(python.global(0), -2) << "with a sleep after " << ToString(code[i]);
  }
}

GRADED_TEST(SafeDecrement, WhoSleepsInsideTheLockSleepsAlone, 1) {
  constexpr int kThreads = 4;
  Python python;
  RunTogether(1, [&](int) { python.Run(Store(1, kThreads)); });
  const Code code = SafeDecrement(1, 1);
  std::size_t load = 0;
  while (load < code.size() && code[load].op != Op::kLoad) ++load;
  const Code sleepy = WithSleepAfter(load, 100, code);
  const auto start = steady_clock::now();
  RunTogether(kThreads, [&](int) { python.Run(sleepy); });
  EXPECT_GE(steady_clock::now() - start, 400ms);
  EXPECT_LE(steady_clock::now() - start, 401ms);
  EXPECT_EQ(python.global(1), 0);
}

}  // namespace
