// Puts the results of a class on disk.
//
// Thread safety: one thread for one folder.
#ifndef CHECKER_CLASS_WRITE_GRADEBOOK_H_
#define CHECKER_CLASS_WRITE_GRADEBOOK_H_

#include <filesystem>
#include <string>
#include <vector>

#include "checker/base/status.h"
#include "checker/class/class_result.h"

namespace checker {

// Names that no student's folder may have.
const std::vector<std::string>& GradebookNames();

// Writes gradebook.csv, summary.txt, summary.json and for each student, in FOLDER, the reports in
// every format into `out`, which is created if need be. Each file appears whole or not at all; what
// else lies in `out` stays.
Status WriteGradebook(const ClassResult& result, const std::filesystem::path& out);

}  // namespace checker

#endif  // CHECKER_CLASS_WRITE_GRADEBOOK_H_
