// What ThreadLocal promises, one promise for each case.
#include "thread_local_data.h"

#include <atomic>
#include <functional>
#include <latch>
#include <list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

// A value that calls a function when it is destroyed; one that was moved from does not.
class AtEnd {
 public:
  explicit AtEnd(std::function<void()> end) : end_(std::move(end)) {}
  AtEnd(AtEnd&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
  AtEnd& operator=(AtEnd&& other) noexcept {
    std::swap(end_, other.end_);
    return *this;
  }
  ~AtEnd() {
    if (end_) end_();
  }

 private:
  std::function<void()> end_;
};

// Counts values without ordering the threads that make and destroy them.
class Lives {
 public:
  AtEnd Make() {
    made_.fetch_add(1, std::memory_order_relaxed);
    return AtEnd([this, body = std::make_shared<int>(0)] {
      ++*body;  // a race if two destroy it
      destroyed_.fetch_add(1, std::memory_order_relaxed);
      destroyer_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    });
  }
  std::function<AtEnd()> Init() {
    return [this] { return Make(); };
  }

  int made() const { return made_.load(std::memory_order_relaxed); }
  int destroyed() const { return destroyed_.load(std::memory_order_relaxed); }
  std::thread::id destroyer() const { return destroyer_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int> made_{0}, destroyed_{0};
  std::atomic<std::thread::id> destroyer_{};
};

// The test's own thread goes on from one schedule to the next, and tables may hold something for
// as long as their thread lives. So here every value belongs to a thread that ends.
void InAThread(const std::function<void()>& body) { checker::RunTogether({body}); }

// `many` in the first schedule of a process, which is in no way special: that is enough.
int ManyOnce(bool& done, int many) { return std::exchange(done, true) ? 10 : many; }

GRADED_TEST(ThreadLocalData, EachThreadHasAValueOfItsOwn, 2) {
  ThreadLocal<int> number;
  checker::RunTogether(3, [&](int i) {
    EXPECT_FALSE(number.has_value());
    EXPECT_EQ(number.Get(), 0) << "without another init it is T{}";
    EXPECT_TRUE(number.has_value());
    number.Get() = i + 1;
    EXPECT_EQ(number.Get(), i + 1);
  });
  InAThread([&] { EXPECT_FALSE(number.has_value()) << "this thread has never called Get()"; });
}

GRADED_TEST(ThreadLocalData, InitRunsOnceInEachThreadThatAsks, 1) {
  std::atomic<int> calls{0};
  ThreadLocal<std::thread::id> maker([&] {
    calls.fetch_add(1, std::memory_order_relaxed);
    return std::this_thread::get_id();
  });
  EXPECT_FALSE(maker.has_value());
  EXPECT_EQ(calls, 0) << "nobody has called Get()";
  checker::RunTogether(2, [&](int) {
    for (int i = 0; i < 2; ++i) EXPECT_EQ(maker.Get(), std::this_thread::get_id());
  });
  EXPECT_EQ(calls, 2);
}

GRADED_TEST(ThreadLocalData, IfInitThrowsTheNextGetTriesAgain, 1) {
  InAThread([&] {
    int calls = 0;
    ThreadLocal<std::string> text([&]() -> std::string {
      if (++calls < 3) throw std::domain_error("not yet");
      return "now";
    });
    EXPECT_THROW(text.Get(), std::domain_error);
    EXPECT_FALSE(text.has_value()) << "init has thrown: there is no value";
    EXPECT_THROW(text.Get(), std::domain_error);
    EXPECT_EQ(text.Get(), "now");
    EXPECT_EQ(calls, 3);
  });
}

GRADED_TEST(ThreadLocalData, AValueStaysWhereItIs, 2) {
  ThreadLocal<int> number;
  checker::RunTogether(3, [&](int i) {
    int& mine = number.Get();
    std::list<ThreadLocal<int>> others;
    for (int k = 0; k < 4; ++k) others.emplace_back().Get() = -1;
    mine = i;
    others.clear();
    EXPECT_EQ(&number.Get(), &mine) << "it has moved";
    EXPECT_EQ(number.Get(), i);
  });
}

GRADED_TEST(ThreadLocalData, ResetDestroysTheValueOfThisThreadAlone, 1) {
  InAThread([&] {
    Lives lives;
    ThreadLocal<AtEnd> local(lives.Init());
    local.Reset();
    EXPECT_EQ(lives.made(), 0) << "there was nothing to reset";
    local.Get();
    InAThread([&] {
      local.Reset();
      EXPECT_EQ(lives.destroyed(), 0) << "that value is another thread's";
      local.Get();
      local.Reset();
      EXPECT_EQ(lives.destroyed(), 1);
      EXPECT_EQ(lives.destroyer(), std::this_thread::get_id());
      EXPECT_FALSE(local.has_value());
      local.Get();
      EXPECT_EQ(lives.made(), 3) << "after Reset() the next Get() makes another";
    });
    EXPECT_EQ(lives.destroyed(), 2);
    EXPECT_TRUE(local.has_value());
  });
}

GRADED_TEST(ThreadLocalData, AThreadDestroysItsValuesAsItEnds, 2) {
  Lives lives;
  ThreadLocal<AtEnd> one(lives.Init()), other(lives.Init());
  std::thread::id id;
  std::thread thread([&] {
    id = std::this_thread::get_id();
    one.Get();
    other.Get();
  });
  thread.join();
  EXPECT_EQ(lives.destroyed(), 2) << "join() has returned: the values must be gone";
  EXPECT_EQ(lives.destroyer(), id) << "the thread itself is to do it";
}

GRADED_TEST(ThreadLocalData, WithTheThreadLocalAllItsValuesGo, 2) {
  Lives lives, others;
  std::optional<ThreadLocal<AtEnd>> local(std::in_place, lives.Init());
  ThreadLocal<AtEnd> other(others.Init());
  std::latch is_there(1), is_gone(1);
  checker::RunTogether({
      [&] {
        local->Get();
        other.Get();
        is_there.count_down();
        is_gone.wait();
        EXPECT_EQ(lives.destroyed(), 2) << "one here, one in the thread that destroyed it";
        EXPECT_EQ(others.destroyed(), 0) << "that is another ThreadLocal's";
        EXPECT_TRUE(other.has_value());
      },
      [&] {
        local->Get();
        is_there.wait();
        local.reset();
        EXPECT_EQ(lives.destroyer(), std::this_thread::get_id());
        is_gone.count_down();
      },
  });
  EXPECT_EQ(lives.destroyed(), 2) << "the ThreadLocal was gone when its threads ended";
  EXPECT_EQ(others.destroyed(), 1);
}

GRADED_TEST(ThreadLocalData, WhenBothEndsComeTogetherOneDestroysTheValue, 3) {
  Lives lives;
  std::optional<ThreadLocal<AtEnd>> local(std::in_place, lives.Init());
  std::latch are_there(2);
  const auto user = [&] {
    local->Get();
    are_there.count_down();
  };
  checker::RunTogether({user, user, [&] {
                          are_there.wait();
                          local.reset();
                        }});
  EXPECT_EQ(lives.made(), 2);
  EXPECT_EQ(lives.destroyed(), 2) << "each value is destroyed once";
}

GRADED_TEST(ThreadLocalData, TwoThatGoWhileAThreadEndsDoNotMeet, 1) {
  Lives lives;
  std::vector<std::unique_ptr<ThreadLocal<AtEnd>>> locals;
  for (int i = 0; i < 2; ++i) locals.push_back(std::make_unique<ThreadLocal<AtEnd>>(lives.Init()));
  std::latch are_there(1);
  const auto destroyer = [&](int i) {
    return [&, i] {
      are_there.wait();
      locals[i].reset();
    };
  };
  checker::RunTogether({[&] {
                          for (const auto& local : locals) local->Get();
                          are_there.count_down();
                        },
                        destroyer(0), destroyer(1)});
  EXPECT_EQ(lives.destroyed(), 2) << "each value is destroyed once";
}

GRADED_TEST(ThreadLocalData, OneMayGoWhileItsThreadsUseOthers, 2) {
  Lives lives;
  std::optional<ThreadLocal<AtEnd>> local(std::in_place, lives.Init());
  ThreadLocal<int> other;
  std::latch is_there(1);
  checker::RunTogether({
      [&] {
        local->Get();
        is_there.count_down();
        ThreadLocal<int> another;
        ++other.Get();
        ++another.Get();
        EXPECT_EQ(other.Get() + another.Get(), 2);
      },
      [&] {
        is_there.wait();
        local.reset();
        EXPECT_EQ(++other.Get(), 1);
      },
  });
  EXPECT_EQ(lives.destroyed(), 1);
}

GRADED_TEST(ThreadLocalData, ANewThreadNeverFindsAnOldOnesValue, 2) {
  ThreadLocal<int> number;
  for (int i = 0; i < 4; ++i) {
    // Each is likely to get the id, the stack and the memory of the one before.
    std::thread thread([&] {
      EXPECT_FALSE(number.has_value()) << "this thread has just begun";
      EXPECT_EQ(number.Get()++, 0);
    });
    thread.join();
  }
}

GRADED_TEST(ThreadLocalData, ANewThreadLocalNeverFindsAnOldOnesValue, 2) {
  std::optional<ThreadLocal<int>> number;
  std::latch are_there(2), is_new(1);
  const auto user = [&] {
    for (int i = 0; i < 2; ++i) number->Get() = 5;
    are_there.count_down();
    is_new.wait();
    EXPECT_FALSE(number->has_value()) << "that is another object, at the same place";
    EXPECT_EQ(number->Get(), 1);
  };
  number.emplace();
  checker::RunTogether({user, user, [&] {
                          number->Get() = 5;
                          are_there.wait();
                          for (int i = 0; i < 3; ++i) {
                            number.emplace([] { return 1; });
                            EXPECT_FALSE(number->has_value()) << "it is new, and so is its place";
                            EXPECT_EQ(number->Get(), 1);
                          }
                          is_new.count_down();
                        }});
}

GRADED_TEST(ThreadLocalData, InitMayUseOtherThreadLocals, 1) {
  ThreadLocal<int> first([] { return 1; });
  ThreadLocal<int> second([&] { return first.Get() + 1; });
  ThreadLocal<int> third([&] {
    ThreadLocal<int> for_a_moment([&] { return second.Get(); });
    return for_a_moment.Get() + first.Get();
  });
  checker::RunTogether(2, [&](int) { EXPECT_EQ(third.Get(), 3); });
}

GRADED_TEST(ThreadLocalData, SeveralThreadsMayBeInInitAtOnce, 2) {
  checker::MeetingPoint all_inside(3);
  ThreadLocal<int> other;
  const auto meet = [&] {
    all_inside.Meet();
    return 1;
  };
  ThreadLocal<int> local(meet);
  checker::RunTogether({
      [&] { EXPECT_EQ(local.Get(), 1); },
      [&] { EXPECT_EQ(local.Get(), 1); },
      [&] {
        ++other.Get();  // not even another one's init is in the way
        all_inside.Meet();
      },
  });
}

GRADED_TEST(ThreadLocalData, ADestructorMayUseOtherThreadLocals, 1) {
  InAThread([&] {
    ThreadLocal<int> number;
    int ends = 0;
    const std::function<AtEnd()> init = [&] { return AtEnd([&] { ends += ++number.Get(); }); };
    {
      ThreadLocal<AtEnd> local(init);
      local.Get();
      local.Reset();
      EXPECT_EQ(ends, 1);
      local.Get();
    }
    EXPECT_EQ(ends, 1 + 2);
    number.Reset();
    InAThread([&] {
      ThreadLocal<AtEnd> local(init);
      local.Get();
    });
    EXPECT_EQ(ends, 1 + 2 + 1) << "a thread of its own, so a number of its own";
  });
}

GRADED_TEST(ThreadLocalData, ADestructorMayUseManyThatAreNew, 1) {
  constexpr int kMany = 70;  // more than any table has room for at first
  InAThread([&] {
    std::list<ThreadLocal<int>> others;
    Lives lives;
    ThreadLocal<AtEnd> local([&] {
      return AtEnd([&, life = std::make_shared<AtEnd>(lives.Make())] {
        for (auto& other : others) ++other.Get();
      });
    });
    for (int i = 0; i < kMany; ++i) others.emplace_back([i] { return i; });
    local.Get();
    local.Reset();
    EXPECT_FALSE(local.has_value()) << "it was reset; its destructor used other ThreadLocals";
    EXPECT_EQ(lives.destroyed(), 1);
    int i = 0;
    for (auto& other : others) EXPECT_EQ(other.Get(), ++i);
    local.Get();
    EXPECT_EQ(lives.made(), 2);
  });
}

GRADED_TEST(ThreadLocalData, ADestructorFindsTheValueThatIsStillThere, 1) {
  constexpr int kEach = 4;
  std::atomic<int> alive[kEach] = {};
  std::list<ThreadLocal<AtEnd>> used, users;  // made in turn: no order of ends hides all users
  for (int i = 0; i < kEach; ++i) {
    used.emplace_back([&, i] {
      EXPECT_EQ(alive[i]++, 0) << "a second value was made while the first one is still there";
      return AtEnd([&, i] { --alive[i]; });
    });
    users.emplace_back([&] {
      return AtEnd([&] {
        for (auto& other : used) other.Get();
      });
    });
  }
  InAThread([&] {
    for (auto user = users.begin(), other = used.begin(); user != users.end(); ++user, ++other) {
      user->Get();
      other->Get();
    }
  });
  for (const auto& count : alive) EXPECT_EQ(count, 0) << "what was made last was not destroyed";
}

GRADED_TEST(ThreadLocalData, NoLockIsHeldInADestructor, 2) {
  ThreadLocal<int> number;
  // While the value is destroyed, another thread comes and uses a ThreadLocal.
  const auto expect_free = [&](const std::function<void(const std::function<AtEnd()>&)>& destroy) {
    std::latch inside(1);
    checker::MeetingPoint used(2);
    const auto init = [&] {
      return AtEnd([&] {
        inside.count_down();
        used.Meet();
      });
    };
    checker::RunTogether({[&] { destroy(init); },
                          [&] {
                            inside.wait();
                            ++number.Get();
                            ThreadLocal<int> another;
                            ++another.Get();
                            used.Meet();
                          }});
  };
  expect_free([](const std::function<AtEnd()>& init) {
    ThreadLocal<AtEnd> local(init);
    local.Get();
    local.Reset();
  });
  expect_free([](const std::function<AtEnd()>& init) { ThreadLocal<AtEnd>(init).Get(); });
  std::optional<ThreadLocal<AtEnd>> local;
  expect_free([&](const std::function<AtEnd()>& init) { local.emplace(init).Get(); });
}

GRADED_TEST(ThreadLocalData, WhatIsMadeWhileAThreadEndsIsDestroyedInItsTurn, 2) {
  constexpr int kLinks = 7;  // more than the rounds that the system makes
  Lives lives;
  std::vector<int> ends(kLinks);
  std::vector<std::unique_ptr<ThreadLocal<AtEnd>>> chain(kLinks);
  for (int i = 0; i < kLinks; ++i) {
    chain[i] = std::make_unique<ThreadLocal<AtEnd>>([&, i] {
      return AtEnd([&, i, life = std::make_shared<AtEnd>(lives.Make())] {
        ++ends[i];
        if (i + 1 < kLinks) chain[i + 1]->Get();
      });
    });
  }
  std::thread thread([&] { chain[0]->Get(); });
  thread.join();
  EXPECT_EQ(ends, std::vector<int>(kLinks, 1)) << "join() has returned: all values must be gone";
  EXPECT_EQ(lives.destroyed(), lives.made());
}

GRADED_TEST(ThreadLocalData, AValueMayBeMadeAgainWhereOneWasDestroyed, 2) {
  Lives lives;
  ThreadLocal<AtEnd> plain(lives.Init());
  const std::function<AtEnd()> uses_plain = [&] {
    return AtEnd([&, life = std::make_shared<AtEnd>(lives.Make())] {
      plain.Reset();
      EXPECT_FALSE(plain.has_value());
      plain.Get();
      EXPECT_TRUE(plain.has_value());
    });
  };
  // One of them, at least, comes after the value of `plain` in any order.
  ThreadLocal<AtEnd> before(uses_plain), after(uses_plain);
  std::thread thread([&] {
    before.Get();
    plain.Get();
    after.Get();
  });
  thread.join();
  EXPECT_GE(lives.made(), 5);
  EXPECT_EQ(lives.destroyed(), lives.made()) << "join() has returned: all values must be gone";
}

GRADED_TEST(ThreadLocalData, ThousandsMayLiveAtOnce, 2) {
  InAThread([&] {
    static bool done = false;
    const int count = ManyOnce(done, 2000);
    std::list<ThreadLocal<int>> many;
    for (int i = 0; i < count; ++i) many.emplace_back([i] { return i; });
    int expected = 0;
    for (ThreadLocal<int>& number : many) ASSERT_EQ(number.Get(), expected++);
    EXPECT_EQ(many.front().Get(), 0);
    EXPECT_EQ(many.back().Get(), count - 1);
  });
}

GRADED_TEST(ThreadLocalData, ThousandsMayComeAndGo, 1) {
  InAThread([&] {
    static bool done = false;
    const int count = ManyOnce(done, 2000);
    ThreadLocal<int> first([] { return 1; });
    int* const place = &first.Get();
    for (int i = 0; i < count; ++i) {
      ThreadLocal<int> number([i] { return i; });
      ASSERT_EQ(number.Get(), i);
    }
    EXPECT_EQ(&first.Get(), place);
  });
}

GRADED_TEST(ThreadLocalData, ThreadsInTurnLeaveNothingBehind, 2) {
  ThreadLocal<std::string> text([] { return std::string(100, 'x'); });
  ThreadLocal<int> number;
  const auto live = [&] {
    std::thread thread([&] {
      text.Get();
      ++number.Get();
      ThreadLocal<int> another;
      another.Get();
      text.Reset();
      text.Get();
    });
    thread.join();
  };
  live();  // what is made once
  const auto before = checker::LiveAllocations();
  for (int i = 0; i < 5; ++i) live();
  checker::ExpectNothingLeft(before, "five threads have ended since");
}

GRADED_TEST(ThreadLocalData, OneMayBeDestroyedByAnotherThreadThanItsMaker, 1) {
  std::unique_ptr<ThreadLocal<std::unique_ptr<int>>> local;
  InAThread([&] {
    local = std::make_unique<ThreadLocal<std::unique_ptr<int>>>(
        [] { return std::make_unique<int>(3); });
    EXPECT_EQ(*local->Get(), 3);
  });
  InAThread([&] {
    EXPECT_FALSE(std::as_const(*local).has_value());
    EXPECT_EQ(*local->Get(), 3);
    InAThread([&] { local.reset(); });
  });
}

GRADED_TEST(ThreadLocalData, AStaticOneWorksAsAnyOther, 1) {
  static ThreadLocal<int> number([] { return 7; });
  checker::RunTogether(2, [&](int i) {
    EXPECT_FALSE(number.has_value());
    EXPECT_EQ(number.Get() += i, 7 + i);
    number.Reset();
    EXPECT_EQ(number.Get(), 7);
  });
}

}  // namespace
