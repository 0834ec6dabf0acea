// What DaemonThreads promises, one promise for each case.
#include "daemon_threads.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(DaemonThreads, ManyMayCallIt, 1) {
  DaemonThreads object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
