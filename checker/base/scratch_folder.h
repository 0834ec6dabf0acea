// A folder for the files of one run, or of one test; removed with the object.
//
// Thread safety: may be used by any thread; one at a time writes a file.
#ifndef CHECKER_BASE_SCRATCH_FOLDER_H_
#define CHECKER_BASE_SCRATCH_FOLDER_H_

#include <filesystem>
#include <string>
#include <string_view>

namespace checker {

class ScratchFolder {
 public:
  // Throws std::runtime_error if no folder can be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ / name; }

  // Writes the file, and makes the folders that it lies in. Throws std::runtime_error if it cannot.
  void Write(const std::string& name, std::string_view contents) const;

  // The contents of the file, or "" if it cannot be read.
  std::string Read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace checker

#endif  // CHECKER_BASE_SCRATCH_FOLDER_H_
