// Names that students chose, turned into names that are safe for packages and for folders of
// reports. The original is never lost: reports and gradebook show it.
//
// Thread safety: plain data and pure functions.
#ifndef CHECKER_SUBMISSION_SAFE_NAME_H_
#define CHECKER_SUBMISSION_SAFE_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace checker {

// A package name for each name: lower-case letters, digits, `_`, unique also where case does not
// count. It depends on the name alone, so that who joins or leaves does not regrade the others.
std::vector<std::string> PackageNames(const std::vector<std::string>& names);

// A folder name for each name: the name itself where it is plain and unique, else its package name.
// `reserved` are names that are taken.
std::vector<std::string> FolderNames(const std::vector<std::string>& names,
                                     const std::vector<std::string>& reserved);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_SAFE_NAME_H_
