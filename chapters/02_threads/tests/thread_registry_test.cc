// What ThreadRegistry promises, one promise for each case.
#include "thread_registry.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(ThreadRegistry, ManyMayCallIt, 1) {
  ThreadRegistry object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
