// For tests: a small workbook of one exercise, 04_locks/counter, in a folder of its own.
//
// Thread safety: one thread at a time.
#ifndef CHECKER_DEV_SAMPLE_WORKBOOK_H_
#define CHECKER_DEV_SAMPLE_WORKBOOK_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/scratch_folder.h"

namespace checker {

inline constexpr char kReference[] = "solutions/04_locks/counter.h";
inline constexpr char kRightDesign[] = "solutions/04_locks/right/counter/atomic.h";
inline constexpr char kMistake[] = "solutions/04_locks/wrong/counter/data_race/reads_plainly.patch";
inline constexpr char kMistakeWhole[] =
    "solutions/04_locks/wrong/counter/data_race/reads_plainly.h";

// What the mistake has in its words and in its changed line.
inline constexpr char kMistakeWords[] = "// Wrong: reads without the lock.\n";
inline constexpr char kMistakeLine[] = "  int Value() const { return value_; }\n";

class SampleWorkbook {
 public:
  // A reference, a right design, and a mistake that is a patch of the reference.
  SampleWorkbook();

  const std::filesystem::path& folder() const { return folder_.path(); }
  void Write(const std::string& path, std::string_view text) { folder_.Write(path, text); }
  std::string Read(const std::string& path) const { return folder_.Read(path); }
  bool Has(const std::string& path) const { return std::filesystem::exists(folder() / path); }

  // REQUIRES: `from` is in the file once.
  void Change(const std::string& path, const std::string& from, const std::string& to);

  // Commits all files to a Git repository in the folder.
  void Commit();

 private:
  void Git(const std::vector<std::string>& words);

  ScratchFolder folder_;
};

}  // namespace checker

#endif  // CHECKER_DEV_SAMPLE_WORKBOOK_H_
