// What daemonize promises, one promise for each case.
#include "daemonize.h"

#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Daemonize, RefusesAnEmptyBody, 1) {
  EXPECT_THROW(Daemonize({}), std::invalid_argument);
}

}  // namespace
