// What Speedup promises, one promise for each case.
#include "speedup.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Speedup, ManyMayCallIt, 1) {
  Speedup object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
