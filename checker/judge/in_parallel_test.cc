#include "checker/judge/in_parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <vector>

namespace checker {
namespace {

TEST(InParallel, DoesEachPieceOnce) {
  std::vector<std::atomic<int>> done(100);
  InParallel(done.size(), 3, [&](std::size_t i) {
    ++done[i];
    return true;
  });
  for (const auto& times : done) EXPECT_EQ(times, 1);
}

TEST(InParallel, DoesAsManyAtATimeAsItMay) {
  std::barrier all_three(3);  // nobody would get past it alone
  InParallel(3, 3, [&](std::size_t) {
    all_three.arrive_and_wait();
    return true;
  });
}

TEST(InParallel, OneJobGoesInOrderAndStopsWhereItIsTold) {
  std::vector<std::size_t> done;
  InParallel(10, 1, [&](std::size_t i) {
    done.push_back(i);
    return i != 4;
  });
  EXPECT_EQ(done, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(InParallel, NothingToDoIsDoneAtOnce) {
  InParallel(0, 4, [](std::size_t) -> bool { throw 0; });
}

}  // namespace
}  // namespace checker
