// What process_info promises, one promise for each case.
#include "process_info.h"

#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(ProcessInfo, RefusesPidsThatNobodyHas, 1) {
  EXPECT_THROW(ReadProcess(0), std::invalid_argument);
}

}  // namespace
