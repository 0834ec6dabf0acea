#include "bounded_semaphore.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <type_traits>

#include "checker/testing/workbook_test.h"

class Semaphore;

namespace {

using checker::RunTogether;
using std::chrono::hours;
using std::chrono::milliseconds;

// Whether release(n) was refused because of the bound.
bool Refuses(BoundedSemaphore& permits, std::ptrdiff_t n) {
  try {
    permits.release(n);
    return false;
  } catch (const std::invalid_argument&) {
    ADD_FAILURE() << "release(" << n << ") is no bad argument: there is but no room for it";
  } catch (const std::logic_error&) {
  }
  return true;
}

GRADED_TEST(BoundedSemaphore, HandsOutWhatItStartedWith, 1) {
  BoundedSemaphore permits(3);
  EXPECT_EQ(permits.initial(), 3);
  permits.acquire();
  EXPECT_TRUE(permits.try_acquire());
  EXPECT_TRUE(permits.try_acquire_for(hours::max())) << "the longest time is for ever";
  EXPECT_FALSE(permits.try_acquire());
  EXPECT_FALSE(permits.try_acquire_for(milliseconds(1)));
  EXPECT_FALSE(permits.try_acquire_until(std::chrono::steady_clock::now()));
  EXPECT_EQ(permits.value(), 0);
  EXPECT_EQ(permits.initial(), 3) << "the bound doesn't change";
  permits.release();
  permits.release(2);
  EXPECT_EQ(permits.value(), 3);
  EXPECT_EQ(BoundedSemaphore().initial(), 1) << "without an argument there is one permit";
}

GRADED_TEST(BoundedSemaphore, OneReleaseTooManyIsRefused, 2) {
  BoundedSemaphore permits(2);
  EXPECT_TRUE(Refuses(permits, 1)) << "nothing was taken, so nothing can come back";
  EXPECT_EQ(permits.value(), 2) << "a refused release must change nothing";
  permits.acquire();
  EXPECT_FALSE(Refuses(permits, 1)) << "one was taken: one may come back";
  EXPECT_TRUE(Refuses(permits, 1));
  EXPECT_EQ(permits.value(), 2);
  permits.acquire();
  permits.acquire();
  EXPECT_FALSE(permits.try_acquire()) << "a refused release has left a permit behind";
}

GRADED_TEST(BoundedSemaphore, ReleaseOfSeveralIsAllOrNothing, 2) {
  BoundedSemaphore permits(3);
  permits.acquire();
  permits.acquire();
  EXPECT_TRUE(Refuses(permits, 3)) << "two are out, three can't come back";
  EXPECT_EQ(permits.value(), 1) << "none of the three may have been given back";
  EXPECT_FALSE(Refuses(permits, 2));
  EXPECT_EQ(permits.value(), 3);
}

GRADED_TEST(BoundedSemaphore, AnEnormousNumberDoesNotWrapRound, 1) {
  BoundedSemaphore permits(2);
  permits.acquire();
  const auto most = std::numeric_limits<std::ptrdiff_t>::max();
  EXPECT_TRUE(Refuses(permits, most)) << "1 + max is no number below the bound";
  EXPECT_TRUE(Refuses(permits, most - 1));
  EXPECT_EQ(permits.value(), 1);
  BoundedSemaphore largest(most);
  EXPECT_TRUE(Refuses(largest, 1));
  EXPECT_EQ(largest.value(), most);
}

GRADED_TEST(BoundedSemaphore, RefusesNumbersThatMakeNoSense, 1) {
  BoundedSemaphore permits(2);
  ASSERT_EQ(permits.value(), 2);
  EXPECT_THROW(BoundedSemaphore(-1), std::invalid_argument);
  EXPECT_THROW(permits.release(0), std::invalid_argument) << "even where the bound is reached";
  EXPECT_THROW(permits.release(-1), std::invalid_argument);
  EXPECT_EQ(permits.value(), 2);
}

GRADED_TEST(BoundedSemaphore, WithABoundOfZeroEveryReleaseIsRefused, 1) {
  BoundedSemaphore none(0);
  EXPECT_TRUE(Refuses(none, 1));
  EXPECT_TRUE(Refuses(none, 2));
  EXPECT_FALSE(none.try_acquire());
  EXPECT_EQ(none.value(), 0);
}

GRADED_TEST(BoundedSemaphore, OfThreeReleasesForTwoPermitsExactlyOneIsRefused, 3) {
  BoundedSemaphore permits(2);
  permits.acquire();
  permits.acquire();
  std::atomic<int> refused{0};
  RunTogether(3, [&](int) {
    if (Refuses(permits, 1)) refused.fetch_add(1, std::memory_order_relaxed);
    EXPECT_LE(permits.value(), 2) << "more permits than it started with";
  });
  EXPECT_EQ(refused.load(), 1) << "two permits were out: two releases succeed, the third does not";
  EXPECT_EQ(permits.value(), 2);
}

GRADED_TEST(BoundedSemaphore, WhoeverTookAPermitMayGiveItBack, 1) {
  BoundedSemaphore permits(2);
  RunTogether(2, [&](int) {
    permits.acquire();
    EXPECT_FALSE(Refuses(permits, 1)) << "every permit that is out may come back";
  });
  EXPECT_EQ(permits.value(), 2);
  // Now both are out before the first comes back.
  RunTogether(2, [&](int) { EXPECT_TRUE(permits.try_acquire()) << "two permits, two tries"; });
  EXPECT_FALSE(Refuses(permits, 1)) << "every permit that is out may come back";
  EXPECT_FALSE(Refuses(permits, 1)) << "every permit that is out may come back";
  EXPECT_EQ(permits.value(), 2);
}

GRADED_TEST(BoundedSemaphore, APermitThatIsOutMayComeBackFromAnybody, 1) {
  BoundedSemaphore permits(1);
  RunTogether({[&] { permits.acquire(); },
               [&] {
                 if (permits.value() == 1) return;
                 EXPECT_FALSE(Refuses(permits, 1)) << "the permit was out: there was room for it";
               }});
}

GRADED_TEST(BoundedSemaphore, WhoWaitsSleepsAndHasNoPermitYet, 1) {
  BoundedSemaphore permits(1);
  permits.acquire();
  RunTogether({[&] { permits.acquire(); },
               [&] {
                 checker::WorkFor(checker::Controlled() ? hours(100) : milliseconds(20));
                 EXPECT_TRUE(Refuses(permits, 2)) << "one is out: who waits for one has none";
                 EXPECT_FALSE(Refuses(permits, 1));
               }});
  EXPECT_FALSE(Refuses(permits, 1));
  EXPECT_EQ(permits.value(), 1);
}

GRADED_TEST(BoundedSemaphore, ARefusedReleaseLetsTheOthersGoOn, 1) {
  BoundedSemaphore permits(1);
  RunTogether(2, [&](int) {
    permits.acquire();
    permits.release();
  });
  RunTogether(2, [&](int) { EXPECT_TRUE(Refuses(permits, 1)); });
  permits.acquire();
  permits.release();
  EXPECT_EQ(permits.value(), 1);
}

GRADED_TEST(BoundedSemaphore, NobodyEverSeesMoreThanTheBound, 1) {
  BoundedSemaphore permits(1);
  RunTogether({[&] { EXPECT_TRUE(Refuses(permits, 2)) << "there was never room for two"; },
               [&] {
                 permits.acquire();
                 EXPECT_EQ(permits.value(), 0) << "the only permit is out, but one more was there";
                 permits.release();
               },
               [&] { EXPECT_LE(permits.value(), 1) << "more permits than it started with"; }});
}

GRADED_TEST(BoundedSemaphore, AReleaseLetsItsWaitersOnAndShowsThemWhatWasWritten, 1) {
  BoundedSemaphore permits(2);
  permits.acquire();
  permits.acquire();
  int written = 0;
  RunTogether({[&] {
                 permits.acquire();
                 EXPECT_EQ(written, 1) << "written before the release";
               },
               [&] {
                 const auto start = std::chrono::steady_clock::now();
                 EXPECT_TRUE(permits.try_acquire_for(hours(1)));
                 EXPECT_EQ(written, 1) << "written before the release";
                 if (!checker::Controlled()) return;
                 EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1))
                     << "a permit was there, but it slept on until its time was over";
               },
               [&] {
                 written = 1;
                 permits.release(2);
               }});
  EXPECT_EQ(permits.value(), 0);
}

// A template, so that the first branch is compiled only where the conversion exists.
template <class Bounded, class Base>
void ReleaseThroughABase(Bounded& permits) {
  if constexpr (std::is_convertible_v<Bounded&, Base&>) {
    Base& base = permits;
    EXPECT_THROW(base.release(), std::logic_error) << "a way round the bound: the base's release";
  }
  EXPECT_EQ(permits.value(), permits.initial());
}

GRADED_TEST(BoundedSemaphore, ThereIsNoWayRoundTheBound, 1) {
  BoundedSemaphore permits(1);
  permits.acquire();
  permits.release();
  ReleaseThroughABase<BoundedSemaphore, Semaphore>(permits);
}

}  // namespace
