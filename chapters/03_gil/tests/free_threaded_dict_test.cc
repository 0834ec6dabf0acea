// What FreeThreadedDict promises, one promise for each case.
#include "free_threaded_dict.h"

#include "checker/testing/workbook_test.h"

namespace {

GRADED_TEST(FreeThreadedDict, ManyMayCallIt, 1) {
  FreeThreadedDict object;
  checker::RunTogether(2, [&](int) { object.Run(); });
}

}  // namespace
