// What reaper promises, one promise for each case.
#include "reaper.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Reaper, HasNothingToGiveWhenNothingIsWatched, 1) {
  Reaper reaper;
  EXPECT_FALSE(reaper.Next());
}

}  // namespace
