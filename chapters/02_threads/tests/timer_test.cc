// What Timer promises, one promise for each case.
#include "timer.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Timer, ManyMayCallIt, 1) {
  Timer object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
