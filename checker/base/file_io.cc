#include "checker/base/file_io.h"

#include <unistd.h>

#include <fstream>
#include <system_error>

namespace checker {
namespace {

namespace fs = std::filesystem;

Status CannotWrite(const fs::path& path, const std::string& why) {
  return Error("cannot write " + path.string() + ": " + why);
}

}  // namespace

StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string contents;
  char block[4096];
  while (file.read(block, sizeof block) || file.gcount() > 0) {
    contents.append(block, static_cast<std::size_t>(file.gcount()));
  }
  // A folder can be opened, but not read.
  if (!file.is_open() || file.bad()) return Error("cannot read " + path.string());
  return contents;
}

Status WriteAtomically(const fs::path& path, std::string_view contents) {
  fs::path draft = path;
  draft += ".part-" + std::to_string(::getpid());
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  file << contents;
  file.close();
  std::error_code error;
  if (file) {
    fs::rename(draft, path, error);
    if (!error) return OkStatus();
  }
  std::error_code ignored;
  fs::remove(draft, ignored);
  return CannotWrite(path, error ? error.message() : "is the disk full, or the folder not yours?");
}

}  // namespace checker
