// What Interpreter promises, one promise for each case.
#include "interpreter.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(Interpreter, ManyMayCallIt, 1) {
  Interpreter object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
