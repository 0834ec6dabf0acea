// Reads files that somebody else laid out. No symbolic link is ever followed, wherever it points,
// nothing but a regular file is opened, and no more than a limit is read.
//
// Thread safety: any thread.
#ifndef CHECKER_SUBMISSION_SAFE_READ_H_
#define CHECKER_SUBMISSION_SAFE_READ_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checker/submission/refusal.h"

namespace checker {

struct FileRead {
  std::optional<FileProblem> problem;
  std::string contents;  // when there is no problem
  int error = 0;         // errno, of kNotOpened
};

// An open folder; closed with the object.
class Folder {
 public:
  // The folder at `path`; a link there is followed only here, where the instructor named it.
  static Folder Open(const std::string& path);

  // The folder called `name` in this one, unless it is a link.
  Folder Sub(const std::string& name) const;

  Folder(Folder&& other) noexcept : fd_(std::exchange(other.fd_, -1)), error_(other.error_) {}
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  int error() const { return error_; }  // errno, when !ok()

 private:
  explicit Folder(int fd);
  int fd_;
  int error_ = 0;
};

// Why `name` in `folder`, which could not be opened as a folder, is none.
FileProblem WhyNotAFolder(const Folder& folder, const std::string& name);

// Reads `path` (folders, then the file's name) below `folder`. Larger than `limit_bytes` is a
// problem, and no more than that is read.
FileRead ReadFileBelow(const Folder& folder, const std::vector<std::string>& path,
                       std::size_t limit_bytes);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_SAFE_READ_H_
