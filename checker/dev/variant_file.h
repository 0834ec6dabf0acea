// The variants of the exercises, right and wrong on purpose, as they lie in the folder solutions/:
//
//   solutions/04_locks/rlock.h                                       the reference
//   solutions/04_locks/right/rlock/monitor.h                         a right design
//   solutions/04_locks/wrong/rlock/lost_wake-up/notifies_none.patch  a mistake, below its finding
//
// Thread safety: plain data; reads files.
#ifndef CHECKER_DEV_VARIANT_FILE_H_
#define CHECKER_DEV_VARIANT_FILE_H_

#include <filesystem>
#include <string>
#include <vector>

namespace checker {

struct VariantFile {
  std::string chapter;   // "04_locks"
  std::string exercise;  // "rlock"
  std::string kind;      // the finding that it must get, "lost wake-up"; "" of a right design
  std::string name;      // "notifies_none"
  bool is_patch = false;

  bool IsRight() const { return kind.empty(); }
  std::filesystem::path Path() const;       // in the workbook's folder
  std::filesystem::path WholePath() const;  // where it lies, or would lie, as a whole file
};

// The path of a reference in the workbook's folder.
std::filesystem::path ReferencePath(const std::string& chapter, const std::string& exercise);

struct FoundVariants {
  std::vector<VariantFile> variants;          // sorted by their paths; of unknown kinds, too
  std::vector<std::filesystem::path> strays;  // files among them that are none

  // Those of one exercise.
  std::vector<VariantFile> Of(const std::string& chapter, const std::string& exercise) const;
};
FoundVariants FindVariants(const std::filesystem::path& workspace);

}  // namespace checker

#endif  // CHECKER_DEV_VARIANT_FILE_H_
