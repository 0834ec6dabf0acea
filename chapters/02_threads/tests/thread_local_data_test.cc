// What ThreadLocalData promises, one promise for each case.
#include "thread_local_data.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(ThreadLocalData, ManyMayCallIt, 1) {
  ThreadLocalData object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
