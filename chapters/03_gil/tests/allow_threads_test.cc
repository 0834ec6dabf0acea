// What the users of a Runtime can rely on: who holds the GIL after each call, what others can do
// meanwhile, and what is left behind.
#include "allow_threads.h"

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <system_error>

#include "checker/testing/workbook_test.h"

// For messages.
static void PrintTo(GilState state, std::ostream* out) {
  *out << (state == GilState::kLocked ? "kLocked" : "kUnlocked");
}

namespace {

using namespace std::chrono_literals;
using checker::RunTogether;
using checker::WorkFor;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

struct Interpreter {
  Gil gil;
  Runtime runtime{gil};

  bool held() const { return gil.held_by_current_thread(); }
};

// Time moves only when nobody can go on: the others have come as far as they can by then.
void ComeLater() { WorkFor(1ms); }

GRADED_TEST(Runtime, EnsureTakesTheGilAndReleaseGivesItBack, 1) {
  Interpreter python;
  RunTogether(1, [&](int) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(python.runtime.Ensure(), GilState::kUnlocked) << "it did not hold the GIL before";
      EXPECT_TRUE(python.held());
      python.runtime.Release(GilState::kUnlocked);
      EXPECT_FALSE(python.held());
    }
  });
}

GRADED_TEST(Runtime, AnInnerReleaseLeavesTheGilToTheOuterEnsure, 1) {
  Interpreter python;
  RunTogether(1, [&](int) {
    python.runtime.Ensure();
    EXPECT_EQ(python.runtime.Ensure(), GilState::kLocked) << "it holds the GIL already";
    EXPECT_EQ(python.runtime.Ensure(), GilState::kLocked);
    python.runtime.Release(GilState::kLocked);
    EXPECT_TRUE(python.held()) << "two Ensures are still open";
    python.runtime.Release(GilState::kLocked);
    EXPECT_TRUE(python.held()) << "one Ensure is still open";
    python.runtime.Release(GilState::kUnlocked);
    EXPECT_FALSE(python.held());
  });
}

GRADED_TEST(Runtime, EnsureAsksWhetherTheThreadHoldsTheGilHoweverItCameByIt, 1) {
  Interpreter python;
  RunTogether(1, [&](int) {
    python.gil.Acquire();
    EXPECT_EQ(python.runtime.Ensure(), GilState::kLocked) << "it has called Gil::Acquire()";
    EXPECT_EQ(python.runtime.thread_states(), 1u);
    python.runtime.Release(GilState::kLocked);
    EXPECT_TRUE(python.held()) << "it held the GIL before Ensure(), so it does after Release()";
    EXPECT_EQ(python.runtime.thread_states(), 0u);
    python.gil.Release();
    EXPECT_EQ(python.runtime.Ensure(), GilState::kUnlocked) << "it has called Gil::Release()";
    python.runtime.Release(GilState::kUnlocked);
  });
}

GRADED_TEST(Runtime, WhoIsInsideAnEnsureKeepsTheOthersOut, 1) {
  Interpreter python;
  std::int64_t objects = 0;
  RunTogether(3, [&](int i) {
    for (int turn = 0; turn < 2; ++turn) {
      const GilState before = python.runtime.Ensure();
      EXPECT_EQ(before, GilState::kUnlocked) << "another thread held it, if anybody";
      ++objects;
      if (i == 0) WorkFor(1ms);
      ++objects;
      python.runtime.Release(before);
    }
  });
  EXPECT_EQ(objects, 12) << "two threads used Python's objects at the same time";
}

GRADED_TEST(Runtime, InsideAllowThreadsTheGilIsFreeHoweverDeepTheThreadIs, 1) {
  Interpreter python;
  checker::MeetingPoint both(2);
  RunTogether({
      [&] {
        const GilGuard outer(python.runtime), middle(python.runtime), inner(python.runtime);
        const AllowThreads others(python.runtime);
        EXPECT_FALSE(python.held());
        both.Meet();
      },
      [&] {
        ComeLater();
        const GilGuard guard(python.runtime);
        both.Meet();
      },
  });
}

GRADED_TEST(Runtime, TheEndOfAllowThreadsTakesTheGilBack, 1) {
  Interpreter python;
  std::int64_t objects = 0;
  RunTogether(2, [&](int) {
    const GilGuard guard(python.runtime);
    ++objects;
    {
      const AllowThreads others(python.runtime);
      WorkFor(1ms);
    }
    EXPECT_TRUE(python.held());
    ++objects;
  });
  EXPECT_EQ(objects, 4);
}

GRADED_TEST(Runtime, AnExceptionThatLeavesTheScopeTakesTheGilBack, 1) {
  Interpreter python;
  std::int64_t handled = 0;
  RunTogether(2, [&](int) {
    const GilGuard guard(python.runtime);
    try {
      const AllowThreads others(python.runtime);
      throw std::runtime_error("the read has failed");
    } catch (const std::runtime_error&) {
      ++handled;
      EXPECT_TRUE(python.held()) << "the handler runs without the GIL";
    }
  });
  EXPECT_EQ(handled, 2);
}

GRADED_TEST(Runtime, ACallbackInsideAllowThreadsGoesBackToBeingWithout, 1) {
  Interpreter python;
  RunTogether(2, [&](int) {
    const GilGuard guard(python.runtime);
    {
      const AllowThreads others(python.runtime);
      const GilState before = python.runtime.Ensure();
      EXPECT_EQ(before, GilState::kUnlocked) << "the scope had let the GIL go";
      EXPECT_TRUE(python.held());
      EXPECT_EQ(python.runtime.Ensure(), GilState::kLocked);
      python.runtime.Release(GilState::kLocked);
      EXPECT_TRUE(python.held());
      python.runtime.Release(before);
      EXPECT_FALSE(python.held()) << "the callback is over, the scope is not";
    }
    EXPECT_TRUE(python.held());
  });
}

GRADED_TEST(Runtime, ACallbackMayAllowThreadsAgain, 1) {
  Interpreter python;
  RunTogether(2, [&](int) {
    const GilGuard guard(python.runtime);
    const AllowThreads others(python.runtime);
    const GilGuard callback(python.runtime);
    {
      const AllowThreads again(python.runtime);
      EXPECT_FALSE(python.held());
      WorkFor(1ms);
    }
    EXPECT_TRUE(python.held());
  });
}

GRADED_TEST(Runtime, ThreadsThatSleepInsideAllowThreadsSleepAtTheSameTime, 1) {
  Interpreter python;
  const auto start = steady_clock::now();
  RunTogether(5, [&](int) {
    const GilGuard guard(python.runtime);
    const AllowThreads others(python.runtime);
    WorkFor(1s);
  });
  const nanoseconds passed = steady_clock::now() - start;
  EXPECT_LE(passed, 1s + 1ms) << "five threads that sleep for 1 s need 1 s together";
}

// What a failing system call inside AllowThreads leaves to its caller, while another thread has the
// GIL for a while.
int ErrnoAfter(Interpreter& python, int of_the_scope) {
  int seen = 0;
  RunTogether({
      [&] {
        const GilGuard guard(python.runtime);
        errno = EDOM;
        {
          const AllowThreads others(python.runtime);
          WorkFor(2ms);
          errno = of_the_scope;
        }
        seen = errno;
      },
      [&] {
        ComeLater();
        const GilGuard guard(python.runtime);
        WorkFor(3ms);
      },
  });
  return seen;
}

GRADED_TEST(AllowThreads, TakingTheGilBackKeepsErrno, 1) {
  Interpreter python;
  EXPECT_EQ(ErrnoAfter(python, ENOENT), ENOENT) << "the scope had set errno to ENOENT";
  EXPECT_EQ(ErrnoAfter(python, 0), 0) << "the scope had set errno to 0";
}

GRADED_TEST(AllowThreads, WithoutTheGilItIsRefused, 1) {
  Interpreter python;
  const auto refused = [&] {
    try {
      const AllowThreads others(python.runtime);
    } catch (const std::system_error& error) {
      return error.code() == std::errc::operation_not_permitted;
    }
    return false;
  };
  RunTogether({
      [&] {
        const GilGuard guard(python.runtime);
        WorkFor(2ms);
        EXPECT_TRUE(python.held()) << "another thread's AllowThreads took it away";
        const AllowThreads others(python.runtime);
        EXPECT_TRUE(refused()) << "it has let the GIL go already";
      },
      [&] {
        ComeLater();
        EXPECT_TRUE(refused()) << "another thread holds the GIL";
        EXPECT_FALSE(python.held());
        EXPECT_EQ(python.runtime.thread_states(), 1u);
      },
  });
  EXPECT_TRUE(refused()) << "nobody holds the GIL";
}

GRADED_TEST(AllowThreads, WhoHoldsTheGilWithoutAnyEnsureMayAllowThreads, 1) {
  Interpreter python;
  RunTogether(2, [&](int) {
    python.gil.Acquire();
    {
      const AllowThreads others(python.runtime);
      EXPECT_FALSE(python.held());
      EXPECT_EQ(python.runtime.thread_states(), 0u) << "nobody has called Ensure()";
    }
    EXPECT_TRUE(python.held());
    python.gil.Release();
  });
}

GRADED_TEST(Runtime, AThreadCountsFromItsFirstEnsureToItsLastRelease, 1) {
  Interpreter python;
  checker::MeetingPoint all_are_in(4), counted(4);
  EXPECT_EQ(python.runtime.thread_states(), 0u);
  const auto stay = [&] {
    const GilGuard guard(python.runtime);
    { const GilGuard inner(python.runtime); }
    const AllowThreads others(python.runtime);
    all_are_in.Meet();
    counted.Meet();
  };
  const auto count = [&] {
    all_are_in.Meet();
    EXPECT_EQ(python.runtime.thread_states(), 3u) << "three threads are inside AllowThreads";
    counted.Meet();
  };
  RunTogether({stay, stay, stay, count});
  EXPECT_EQ(python.runtime.thread_states(), 0u);
}

GRADED_TEST(Runtime, AThreadHasOneStateHoweverDeepItIs, 1) {
  Interpreter python;
  RunTogether(1, [&](int) {
    for (int i = 0; i < 2; ++i) {
      python.runtime.Ensure();
      python.runtime.Ensure();
      EXPECT_EQ(python.runtime.thread_states(), 1u);
      python.runtime.Release(GilState::kLocked);
      EXPECT_EQ(python.runtime.thread_states(), 1u) << "one Ensure is still open";
      python.runtime.Release(GilState::kUnlocked);
      EXPECT_EQ(python.runtime.thread_states(), 0u);
    }
  });
}

GRADED_TEST(Runtime, AnybodyMayCountTheStatesAtAnyTime, 1) {
  Interpreter python;
  const auto come_and_go = [&] { const GilGuard guard(python.runtime); };
  RunTogether({
      come_and_go,
      come_and_go,
      [&] {
        for (int i = 0; i < 3; ++i) EXPECT_LE(python.runtime.thread_states(), 2u);
      },
  });
}

// Tables that have grown may stay as large as they are, but a block for each thread may not stay.
constexpr std::int64_t kBlocksOfTables = 20;

GRADED_TEST(Runtime, StatesOfThreadsThatAreGoneAreFreed, 1) {
  constexpr int kThreads = 30;  // at the same time, since ids recur
  Interpreter python;
  checker::MeetingPoint all(kThreads);
  const std::int64_t before = checker::LiveAllocations() + kBlocksOfTables;
  RunTogether(kThreads, [&](int) {
    const GilGuard guard(python.runtime);
    const AllowThreads others(python.runtime);
    all.Meet();
    const GilGuard callback(python.runtime);
  });
  checker::ExpectNothingLeft(before, "the thread states of threads that have ended");
}

GRADED_TEST(Runtime, ReleaseWithoutAnOpenEnsureIsRefused, 1) {
  Interpreter python;
  const auto expect_refused = [&] {
    EXPECT_THROW(python.runtime.Release(GilState::kUnlocked), std::logic_error);
    EXPECT_THROW(python.runtime.Release(GilState::kLocked), std::logic_error);
    EXPECT_EQ(python.runtime.thread_states(), 0u) << "a refused Release() changes nothing";
  };
  RunTogether(1, [&](int) {
    expect_refused();
    EXPECT_FALSE(python.held());
    { const GilGuard guard(python.runtime); }
    expect_refused();  // the one that there was has been given back
    python.gil.Acquire();
    expect_refused();
    EXPECT_TRUE(python.held()) << "a refused Release() changes nothing";
    python.gil.Release();
  });
}

GRADED_TEST(Runtime, AnotherThreadsEnsureIsNotOurs, 1) {
  Interpreter python;
  RunTogether({
      [&] {
        const GilGuard guard(python.runtime);
        WorkFor(2ms);
        EXPECT_TRUE(python.held()) << "another thread's Release() took it away";
      },
      [&] {
        ComeLater();
        EXPECT_THROW(python.runtime.Release(GilState::kUnlocked), std::logic_error);
        EXPECT_EQ(python.runtime.thread_states(), 1u);
      },
  });
}

GRADED_TEST(Runtime, AGuardReleasesHoweverItsScopeIsLeft, 1) {
  Interpreter python;
  RunTogether(1, [&](int) {
    try {
      const GilGuard guard(python.runtime);
      const GilGuard inner(python.runtime);
      throw std::domain_error("bad");
    } catch (const std::domain_error&) {
      EXPECT_FALSE(python.held());
    }
    EXPECT_EQ(python.runtime.thread_states(), 0u);
    python.gil.Acquire();
    { const GilGuard guard(python.runtime); }
    EXPECT_TRUE(python.held()) << "it held the GIL before the guard came";
    python.gil.Release();
  });
}

GRADED_TEST(Runtime, TwoRuntimesInOneThreadShareNothing, 1) {
  Interpreter python, lua;
  RunTogether(1, [&](int) {
    EXPECT_EQ(python.runtime.Ensure(), GilState::kUnlocked);
    EXPECT_FALSE(lua.held());
    EXPECT_THROW(lua.runtime.Release(GilState::kUnlocked), std::logic_error);
    EXPECT_EQ(lua.runtime.thread_states(), 0u);
    EXPECT_EQ(lua.runtime.Ensure(), GilState::kUnlocked) << "this GIL is another one";
    {
      const AllowThreads others(python.runtime);
      EXPECT_FALSE(python.held());
      EXPECT_TRUE(lua.held()) << "AllowThreads of one runtime let the GIL of another go";
      EXPECT_EQ(python.runtime.Ensure(), GilState::kUnlocked);
      python.runtime.Release(GilState::kUnlocked);
      EXPECT_EQ(lua.runtime.Ensure(), GilState::kLocked);
      lua.runtime.Release(GilState::kLocked);
    }
    EXPECT_TRUE(python.held() && lua.held());
    python.runtime.Release(GilState::kUnlocked);
    EXPECT_TRUE(lua.held());
    EXPECT_EQ(python.runtime.thread_states(), 0u);
    EXPECT_EQ(lua.runtime.thread_states(), 1u);
    lua.runtime.Release(GilState::kUnlocked);
  });
}

GRADED_TEST(Runtime, TwoRuntimesRunAtTheSameTime, 1) {
  Interpreter python, lua;
  checker::MeetingPoint both(2);
  RunTogether({
      [&] {
        const GilGuard guard(python.runtime);
        both.Meet();
        EXPECT_TRUE(python.held());
      },
      [&] {
        const GilGuard guard(lua.runtime);
        both.Meet();
        EXPECT_TRUE(lua.held());
      },
  });
}

GRADED_TEST(Runtime, ANewRuntimeInAnOldOnesPlaceKnowsNobody, 1) {
  Gil gil;
  std::optional<Runtime> runtime;
  RunTogether(1, [&](int) {
    for (int i = 0; i < 2; ++i) {
      runtime.emplace(gil);
      EXPECT_EQ(runtime->thread_states(), 0u);
      EXPECT_THROW(runtime->Release(GilState::kLocked), std::logic_error);
      { const GilGuard guard(*runtime); }
      EXPECT_EQ(runtime->thread_states(), 0u);
    }
  });
}

}  // namespace
