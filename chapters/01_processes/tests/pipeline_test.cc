// What pipeline promises, one promise for each case.
#include "pipeline.h"

#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(RunPipeline, RefusesToRunNothing, 1) {
  EXPECT_THROW(RunPipeline({}), std::invalid_argument);
}

}  // namespace
