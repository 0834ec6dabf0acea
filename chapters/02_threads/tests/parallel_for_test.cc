// What ParallelFor promises, one promise for each case.
#include "parallel_for.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

// What std::thread::hardware_concurrency() says.
int processors = 2;

}  // namespace

// The library asks this function of the system's.
extern "C" int get_nprocs() noexcept { return processors; }

namespace {

constexpr unsigned kAsMany = 0;  // as many threads as the hardware has

class Error : public std::runtime_error {
 public:
  explicit Error(std::size_t index)
      : std::runtime_error("body " + std::to_string(index)), index(index) {}
  const std::size_t index;
};

// Counts the calls for each index of a range. The counts are plain: two calls for one index race.
class Calls {
 public:
  Calls(std::size_t begin, std::size_t end) : begin_(begin), counts_(end - begin) {}

  void Count(std::size_t index) {
    // Thrown, too, so that a loop that has gone astray comes to an end.
    if (index - begin_ >= counts_.size()) throw std::out_of_range("body(" + std::to_string(index));
    ++counts_[index - begin_];
  }
  void ExpectOneEach() const {
    EXPECT_EQ(counts_, std::vector<int>(counts_.size(), 1)) << "one call for each index";
  }

 private:
  const std::size_t begin_;
  std::vector<int> counts_;
};

// Counts the bodies that run at the same time, and the threads they run in.
class Crowd {
 public:
  void Visit() {
    {
      std::lock_guard lock(mutex_);
      threads_.insert(std::this_thread::get_id());
      most_ = std::max(most_, ++inside_);
    }
    checker::WorkFor(1ms);
    std::lock_guard lock(mutex_);
    --inside_;
  }
  std::size_t most() const { return most_; }
  std::size_t threads() const { return threads_.size(); }

 private:
  std::mutex mutex_;
  std::size_t inside_ = 0, most_ = 0;
  std::set<std::thread::id> threads_;
};

// Runs a loop in which `together` bodies wait for each other.
void ExpectTogether(std::size_t together, std::size_t items, unsigned max_threads) {
  std::latch all_inside(static_cast<std::ptrdiff_t>(together));
  std::atomic<std::size_t> first_come{0};
  Calls calls(0, items);
  ParallelFor(
      0, items,
      [&](std::size_t i) {
        if (first_come++ < together) all_inside.arrive_and_wait();
        calls.Count(i);
      },
      max_threads);
  calls.ExpectOneEach();
}

GRADED_TEST(ParallelFor, TheBodyIsCalledOnceForEachIndexAndSeenToHaveBeen, 2) {
  Calls calls(3, 9);
  auto body = std::make_unique<std::function<void(std::size_t)>>([&](std::size_t i) {
    if (i == 4) checker::WorkFor(1s);
    calls.Count(i);
  });
  ParallelFor(3, 9, *body, 3);
  body.reset();  // nobody uses it any more
  calls.ExpectOneEach();
}

GRADED_TEST(ParallelFor, NothingIsCalledForAnEmptyRange, 1) {
  const auto body = [](std::size_t i) { throw Error(i); };
  EXPECT_NO_THROW(ParallelFor(0, 0, body, 2));
  EXPECT_NO_THROW(ParallelFor(5, 5, body));
  EXPECT_NO_THROW(ParallelFor(3, 2, body, 2)) << "begin > end is empty, too";
  EXPECT_NO_THROW(ParallelFor(SIZE_MAX, 0, body, 1));
  EXPECT_NO_THROW(ParallelFor(SIZE_MAX, SIZE_MAX, body, 4));
}

GRADED_TEST(ParallelFor, TheRangeMayEndAtTheGreatestNumber, 2) {
  for (const unsigned max_threads : {1U, 2U, 3U}) {
    Calls calls(SIZE_MAX - 5, SIZE_MAX);
    EXPECT_NO_THROW(ParallelFor(
        SIZE_MAX - 5, SIZE_MAX, [&](std::size_t i) { calls.Count(i); }, max_threads));
    calls.ExpectOneEach();
  }
}

GRADED_TEST(ParallelFor, AsManyBodiesAsThreadsCanWaitForEachOther, 2) {
  ExpectTogether(4, 5, 4);
  ExpectTogether(2, 3, 2);
}

GRADED_TEST(ParallelFor, NoThreadIsLeftWithoutAnItem, 1) {
  ExpectTogether(4, 4, 4);
  ExpectTogether(4, 6, 4);
}

GRADED_TEST(ParallelFor, WithFewItemsEveryBodyCanWaitForAllOthers, 1) {
  ExpectTogether(3, 3, 5);
  checker::FailThreadCreation(2, INT_MAX);
  ExpectTogether(2, 2, UINT_MAX);
}

GRADED_TEST(ParallelFor, NoMoreThanMaxThreadsBodiesRunAtOnce, 2) {
  for (const unsigned max_threads : {1U, 2U}) {
    Crowd crowd;
    ParallelFor(
        0, 5, [&](std::size_t) { crowd.Visit(); }, max_threads);
    EXPECT_LE(crowd.most(), max_threads) << "so many bodies ran at once";
    EXPECT_LE(crowd.threads(), max_threads + 1) << "more threads than are allowed to work";
  }
}

GRADED_TEST(ParallelFor, NoThreadIsMadeForWhichThereIsNoItem, 1) {
  const int before = checker::ThreadsMade();
  Calls calls(0, 2);
  ParallelFor(
      0, 2, [&](std::size_t i) { calls.Count(i); }, 9);
  calls.ExpectOneEach();
  EXPECT_LE(checker::ThreadsMade() - before, 2);
}

GRADED_TEST(ParallelFor, ZeroStandsForAsManyAsTheHardwareHas, 1) {
  processors = 3;
  ExpectTogether(3, 4, kAsMany);
  Crowd crowd;
  ParallelFor(0, 5, [&](std::size_t) { crowd.Visit(); });
  EXPECT_LE(crowd.most(), 3U) << "hardware_concurrency() is 3";
}

GRADED_TEST(ParallelFor, HardwareThatIsNotKnownCountsAsOne, 1) {
  processors = 0;
  Crowd crowd;
  Calls calls(0, 3);
  ParallelFor(0, 3, [&](std::size_t i) {
    crowd.Visit();
    calls.Count(i);
  });
  calls.ExpectOneEach();
  EXPECT_EQ(crowd.most(), 1U) << "hardware_concurrency() is 0";
  ExpectTogether(2, 2, 2);  // whoever says how many threads he wants gets them
}

GRADED_TEST(ParallelFor, WhatABodyThrowsIsRethrown, 1) {
  for (const unsigned max_threads : {1U, 2U}) {
    for (const std::size_t thrower : {0U, 1U, 2U}) {
      const auto body = [&](std::size_t i) {
        if (i == thrower) throw Error(i);
      };
      try {
        ParallelFor(0, 3, body, max_threads);
        ADD_FAILURE() << "body(" << thrower << ") has thrown, and nothing came out";
      } catch (const Error& error) {
        EXPECT_EQ(error.index, thrower);
      }
    }
  }
}

GRADED_TEST(ParallelFor, ItIsRethrownWhenAllThatHaveBegunHaveFinished, 3) {
  std::latch all_inside(3);
  auto done = std::make_unique<std::vector<int>>(3);
  const auto body = [&](std::size_t i) {
    all_inside.arrive_and_wait();
    if (i == 1) throw Error(i);
    checker::WorkFor(1s);
    (*done)[i] = 1;
  };
  EXPECT_THROW(ParallelFor(0, 3, body, 3), Error);
  EXPECT_EQ(*done, (std::vector<int>{1, 0, 1})) << "a body that had begun was not waited for";
  done.reset();
}

GRADED_TEST(ParallelFor, SeveralBodiesMayThrowTogether, 2) {
  std::latch all_inside(3);
  std::vector<int> thrown(3);
  const auto body = [&](std::size_t i) {
    all_inside.arrive_and_wait();
    thrown[i] = 1;
    throw Error(i);
  };
  EXPECT_THROW(ParallelFor(0, 3, body, 3), Error);
  EXPECT_EQ(thrown, (std::vector<int>{1, 1, 1}));
}

GRADED_TEST(ParallelFor, TheExceptionCaughtFirstIsTheOne, 1) {
  for (const std::size_t first : {0U, 1U}) {
    std::latch both_inside(2);
    const auto body = [&](std::size_t i) {
      both_inside.arrive_and_wait();
      if (i != first) checker::WorkFor(100ms);
      throw Error(i);
    };
    try {
      ParallelFor(0, 2, body, 2);
      ADD_FAILURE() << "both bodies have thrown, and nothing came out";
    } catch (const Error& error) {
      EXPECT_EQ(error.index, first) << "the other one was thrown later";
    }
  }
}

GRADED_TEST(ParallelFor, BodiesThatCallItWhileAllThreadsAreTakenComplete, 2) {
  std::latch both_inside(2);
  std::vector<int> calls(4);
  ParallelFor(
      0, 2,
      [&](std::size_t outer) {
        both_inside.arrive_and_wait();
        const auto body = [&](std::size_t inner) { ++calls[2 * outer + inner]; };
        ParallelFor(0, 2, body, 2);
        EXPECT_EQ(calls[2 * outer] + calls[2 * outer + 1], 2) << "the inner call came back early";
      },
      2);
  EXPECT_EQ(calls, (std::vector<int>(4, 1)));
}

GRADED_TEST(ParallelFor, BodiesMayCallItToAnyDepth, 1) {
  std::atomic<int> calls{0};
  const std::function<void(int)> descend = [&](int depth) {
    calls.fetch_add(1, std::memory_order_relaxed);
    if (depth == 0) return;
    ParallelFor(
        0, 2, [&](std::size_t) { descend(depth - 1); }, 2);
  };
  descend(3);
  EXPECT_EQ(calls, 1 + 2 + 4 + 8);
}

GRADED_TEST(ParallelFor, AnExceptionComesOutOfANestedCallFirst, 1) {
  std::atomic<int> caught{0};
  const auto outer = [&](std::size_t) {
    try {
      ParallelFor(
          0, 2, [](std::size_t i) { throw Error(i); }, 2);
    } catch (const Error&) {
      caught.fetch_add(1, std::memory_order_relaxed);
      throw;
    }
  };
  EXPECT_THROW(ParallelFor(0, 2, outer, 2), Error);
  EXPECT_GE(caught, 1) << "the body that made the inner call was to get it";
}

GRADED_TEST(ParallelFor, SeveralThreadsMayCallItAtOnce, 1) {
  std::vector<Calls> calls(2, Calls(0, 3));
  checker::RunTogether(2, [&](int caller) {
    const auto body = [&](std::size_t i) {
      calls[caller].Count(i);
      if (caller == 1 && i == 1) throw Error(i);
    };
    try {
      ParallelFor(0, 3, body, 2);
      EXPECT_EQ(caller, 0) << "its body has thrown, and nothing came out";
    } catch (const Error&) {
      EXPECT_EQ(caller, 1) << "that was the other one's body";
    }
  });
  calls[0].ExpectOneEach();
}

GRADED_TEST(ParallelFor, IfThreadsCanNotBeMadeFewerDoTheWork, 2) {
  for (const int successes : {0, 1, 2}) {
    checker::FailThreadCreation(successes, INT_MAX);
    Calls calls(0, 5);
    EXPECT_NO_THROW(ParallelFor(
        0, 5, [&](std::size_t i) { calls.Count(i); }, 4))
        << "there were " << successes << " threads to be had";
    calls.ExpectOneEach();
  }
}

GRADED_TEST(ParallelFor, AThreadThatCanNotBeMadeTakesNothingFromTheOthers, 1) {
  checker::FailThreadCreation(1, 1);
  Calls calls(0, 4);
  ParallelFor(
      0, 4, [&](std::size_t i) { calls.Count(i); }, 4);
  calls.ExpectOneEach();
  checker::FailThreadCreation(1, INT_MAX);
  EXPECT_THROW(ParallelFor(
                   0, 4, [&](std::size_t i) { throw Error(i); }, 4),
               Error)
      << "nobody is to hear of a thread that could not be made";
}

GRADED_TEST(ParallelFor, WhoWaitsForOthersSleeps, 1) {
  std::latch both_inside(2);
  const auto body = [&](std::size_t i) {
    both_inside.arrive_and_wait();
    if (i == 0) checker::WorkFor(checker::Controlled() ? std::chrono::hours(100) : 20ms);
  };
  ParallelFor(0, 2, body, 2);
  std::latch once_more(2);
  const auto other = [&](std::size_t i) {
    once_more.arrive_and_wait();
    if (i == 1) checker::WorkFor(checker::Controlled() ? std::chrono::hours(100) : 20ms);
  };
  ParallelFor(0, 2, other, 2);
}

}  // namespace
