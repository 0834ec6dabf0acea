// What Thread promises, one promise for each case.
#include "thread.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Thread, ManyMayCallIt, 1) {
  Thread object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
