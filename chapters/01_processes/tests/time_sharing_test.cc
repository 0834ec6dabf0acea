// What time_sharing promises, one promise for each case.
#include "time_sharing.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(TimeSharing, AMachineWithoutProgramsTakesNoTime, 1) {
  Machine machine{Config{}};
  EXPECT_EQ(machine.Run(10).total(), 0u);
}

}  // namespace
