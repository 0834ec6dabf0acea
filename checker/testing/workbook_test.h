// All that a chapter's test needs: GoogleTest and the claims that only a schedule explorer can
// check. Include this one.
//
// Thread safety: it declares nothing of its own.
#ifndef CHECKER_TESTING_WORKBOOK_TEST_H_
#define CHECKER_TESTING_WORKBOOK_TEST_H_

#include <gtest/gtest.h>

#include "checker/testing/child.h"
#include "checker/testing/graded_test.h"
#include "checker/testing/measure.h"
#include "checker/testing/meeting_point.h"
#include "checker/testing/note.h"
#include "checker/testing/reachable.h"
#include "checker/testing/system_error.h"
#include "checker/testing/threads.h"

#endif  // CHECKER_TESTING_WORKBOOK_TEST_H_
