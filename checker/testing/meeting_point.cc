#include "checker/testing/meeting_point.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "checker/explore/api.h"

namespace checker {
namespace {

// With real threads nobody can tell "never" from "not yet"; this is far longer than it takes.
constexpr int kLooks = 20'000;
constexpr unsigned kBetweenLooksMicroseconds = 100;

}  // namespace

MeetingPoint::MeetingPoint(int parties) : parties_(parties) {}

// Relaxed, without a partner: a meeting is to order nothing.
void MeetingPoint::Meet() {
  __atomic_fetch_add(&arrived_, 1, __ATOMIC_RELAXED);
  if (explore::Controlled()) {
    explore::WaitUntilMet(&arrived_, parties_, __builtin_return_address(0));
    return;
  }
  for (int i = 0; i < kLooks && arrived() < parties_; ++i) usleep(kBetweenLooksMicroseconds);
  EXPECT_GE(arrived(), parties_) << "threads that must be able to overlap did not meet";
}

int MeetingPoint::arrived() const { return __atomic_load_n(&arrived_, __ATOMIC_RELAXED); }

}  // namespace checker
