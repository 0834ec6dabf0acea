// What Gil promises, one promise for each case.
#include "gil.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Gil, ManyMayCallIt, 1) {
  Gil object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
