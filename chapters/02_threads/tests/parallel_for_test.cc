// What ParallelFor promises, one promise for each case.
#include "parallel_for.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(ParallelFor, ManyMayCallIt, 1) {
  ParallelFor object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
