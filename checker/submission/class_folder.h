// A folder of submissions: one folder for each student, holding `04_locks/rlock.h` or just
// `rlock.h` (or a whole copy of the workbook: `chapters/04_locks/rlock.h`). Whatever lies there,
// reading one student never stops the others.
//
// Thread safety: any thread.
#ifndef CHECKER_SUBMISSION_CLASS_FOLDER_H_
#define CHECKER_SUBMISSION_CLASS_FOLDER_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/base/status.h"
#include "checker/submission/catalogue.h"
#include "checker/submission/refusal.h"

namespace checker {

struct RefusedFile {
  std::string file;  // "rlock.h"
  FileProblem problem;
};

// What one student handed in for one exercise: at least one file, or one that was refused.
struct HandedIn {
  std::string exercise;                      // "04_locks/rlock"
  std::map<std::string, std::string> files;  // name -> contents
  std::optional<RefusedFile> refused;
};

struct StudentWork {
  std::string name;  // the folder's name, byte for byte
  std::vector<HandedIn> handed_in;
  std::vector<std::string> notes;  // for the instructor
};

struct ClassListing {
  std::vector<std::string> students;  // folder names, sorted
  std::vector<std::string> ignored;   // what is no folder
};

// The students of the class folder at `path`.
StatusOr<ClassListing> ListStudents(const std::string& path, const Catalogue& assigned);

// What the student handed in for the exercises of `assigned`.
StudentWork ReadStudent(const std::string& class_path, const std::string& student,
                        const Catalogue& assigned);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_CLASS_FOLDER_H_
