// What Refcount promises, one promise for each case.
#include "refcount.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Refcount, ManyMayCallIt, 1) {
  Refcount object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
