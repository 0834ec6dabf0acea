// What run_command promises, one promise for each case.
#include "run_command.h"

#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(RunCommand, RefusesAnEmptyCommand, 1) {
  EXPECT_THROW(RunCommand(Command{}), std::invalid_argument);
}

}  // namespace
