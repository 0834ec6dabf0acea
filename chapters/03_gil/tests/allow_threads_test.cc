// What AllowThreads promises, one promise for each case.
#include "allow_threads.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(AllowThreads, ManyMayCallIt, 1) {
  AllowThreads object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
