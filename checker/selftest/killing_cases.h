// Which test case shows which mistake first: the proof of a wrong variant begins with it.
//
// Thread safety: pure functions of their arguments.
#ifndef CHECKER_SELFTEST_KILLING_CASES_H_
#define CHECKER_SELFTEST_KILLING_CASES_H_

#include <map>
#include <string>
#include <vector>

#include "checker/selftest/matrix.h"

namespace checker::selftest {

// By chapter: the contents of solutions/CHAPTER/killing_cases.bzl.
std::map<std::string, std::string> KillingCasesFiles(const std::vector<Graded>& rows);

}  // namespace checker::selftest

#endif  // CHECKER_SELFTEST_KILLING_CASES_H_
