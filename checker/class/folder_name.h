// Names of the folders that hold the students' reports.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_FOLDER_NAME_H_
#define CHECKER_CLASS_FOLDER_NAME_H_

#include <string>
#include <vector>

namespace checker {

// A folder name for each of `names`: the name itself where it is plain and no other is the same but
// for case, else the one of `packages` at its place. `taken` names are not given to anybody.
std::vector<std::string> FolderNames(const std::vector<std::string>& names,
                                     const std::vector<std::string>& packages,
                                     const std::vector<std::string>& taken);

}  // namespace checker

#endif  // CHECKER_CLASS_FOLDER_NAME_H_
