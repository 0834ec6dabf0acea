#include "checker/base/scratch_folder.h"

#include <stdlib.h>

#include <stdexcept>
#include <system_error>

#include "checker/base/file_io.h"

namespace checker {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string name = fs::temp_directory_path() / "workbook-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("cannot make a folder in " + fs::temp_directory_path().string());
  }
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ScratchFolder::Write(const std::string& name, std::string_view contents) const {
  fs::create_directories((path_ / name).parent_path());
  const Status written = WriteAtomically(path_ / name, contents);
  if (!written.ok()) throw std::runtime_error(written.message());
}

std::string ScratchFolder::Read(const std::string& name) const {
  return ReadFile(path_ / name).value_or("");
}

}  // namespace checker
