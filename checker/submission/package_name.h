// Names that students chose, turned into names of Bazel packages. The original is never lost:
// reports and gradebook show it.
//
// Thread safety: pure functions.
#ifndef CHECKER_SUBMISSION_PACKAGE_NAME_H_
#define CHECKER_SUBMISSION_PACKAGE_NAME_H_

#include <string>
#include <vector>

namespace checker {

// A package name for each name: lower-case letters, digits, `_`, unique also where case does not
// count. It depends on the name alone, so that who joins or leaves does not regrade the others.
std::vector<std::string> PackageNames(const std::vector<std::string>& names);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_PACKAGE_NAME_H_
