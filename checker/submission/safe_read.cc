#include "checker/submission/safe_read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace checker {
namespace {

FileRead Problem(FileProblem problem) { return {problem, {}, 0}; }

// What stands at `name`, by its type alone; nullopt for a regular file.
std::optional<FileProblem> ProblemOfType(int folder_fd, const std::string& name) {
  struct stat status;
  if (::fstatat(folder_fd, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG;
    return missing ? FileProblem::kMissing : FileProblem::kUnreadable;
  }
  if (S_ISLNK(status.st_mode)) return FileProblem::kLink;
  if (S_ISDIR(status.st_mode)) return FileProblem::kDirectory;
  if (!S_ISREG(status.st_mode)) return FileProblem::kNotAFile;
  return std::nullopt;
}

FileRead ReadAll(int fd, std::size_t limit_bytes) {
  FileRead read;
  read.contents.resize(limit_bytes + 1);
  std::size_t size = 0;
  while (size <= limit_bytes) {
    const ssize_t got = ::read(fd, read.contents.data() + size, limit_bytes + 1 - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Problem(FileProblem::kUnreadable);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > limit_bytes) return Problem(FileProblem::kTooLarge);
  read.contents.resize(size);
  read.contents.shrink_to_fit();
  return read;
}

FileRead ReadRegularFile(int folder_fd, const std::string& name, std::size_t limit_bytes) {
  if (const auto problem = ProblemOfType(folder_fd, name)) return Problem(*problem);
  // O_NONBLOCK: should the file have become a pipe meanwhile, opening it must not wait.
  const int fd = ::openat(folder_fd, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return Problem(FileProblem::kUnreadable);
  struct stat status;
  const bool regular = ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  FileRead read = regular ? ReadAll(fd, limit_bytes) : Problem(FileProblem::kNotAFile);
  ::close(fd);
  return read;
}

}  // namespace

Folder::Folder(int fd) : fd_(fd), error_(fd < 0 ? errno : 0) {}

Folder::~Folder() {
  if (fd_ >= 0) ::close(fd_);
}

Folder Folder::Open(const std::string& path) {
  return Folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Folder Folder::Sub(const std::string& name) const {
  return Folder(::openat(fd_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

FileProblem WhyNotAFolder(const Folder& folder, const std::string& name) {
  const auto problem = ProblemOfType(folder.fd(), name);
  if (problem == FileProblem::kLink) return FileProblem::kLinkedFolder;
  if (problem == FileProblem::kDirectory) return FileProblem::kUnreadable;
  // A file where a folder is looked for: what should lie in the folder is not there.
  return problem == FileProblem::kUnreadable ? *problem : FileProblem::kMissing;
}

FileRead ReadFileBelow(const Folder& folder, const std::vector<std::string>& path,
                       std::size_t limit_bytes) {
  if (path.size() == 1) return ReadRegularFile(folder.fd(), path[0], limit_bytes);
  const Folder next = folder.Sub(path[0]);
  if (!next.ok()) return Problem(WhyNotAFolder(folder, path[0]));
  return ReadFileBelow(next, {path.begin() + 1, path.end()}, limit_bytes);
}

}  // namespace checker
