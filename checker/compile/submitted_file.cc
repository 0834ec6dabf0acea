#include "checker/compile/submitted_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "checker/base/utf8.h"
#include "checker/sandbox/descriptor.h"

namespace checker {
namespace {

FileRead Problem(FileProblem problem) { return {problem, {}, 0}; }

FileRead WhyNotOpened(int error) {
  if (error == ENOENT) return Problem(FileProblem::kMissing);
  if (error == ELOOP) return Problem(FileProblem::kLink);
  if (error == EACCES) return Problem(FileProblem::kUnreadable);
  return {FileProblem::kNotOpened, {}, error};
}

// One byte more than the limit at most, which shows that it is too large.
FileRead ReadAll(int fd) {
  std::string text(kLargestFileBytes + 1, '\0');
  std::size_t size = 0;
  for (ssize_t got; size < text.size(); size += static_cast<std::size_t>(got)) {
    got = read(fd, text.data() + size, text.size() - size);
    if (got < 0) return WhyNotOpened(errno);
    if (got == 0) break;
  }
  text.resize(size);
  return {std::nullopt, std::move(text), 0};
}

std::optional<FileProblem> ProblemOf(const std::string& text) {
  if (text.size() > kLargestFileBytes) return FileProblem::kTooLarge;
  if (text.find('\0') != std::string::npos) return FileProblem::kNotText;
  if (!IsUtf8(text)) return FileProblem::kNotUtf8;
  const bool blank =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
  return blank ? std::optional(FileProblem::kEmpty) : std::nullopt;
}

}  // namespace

FileRead ReadSubmittedFile(const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return WhyNotOpened(errno);
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return WhyNotOpened(errno);
  // Anything but a regular file could hold the reader up for ever.
  if (S_ISDIR(info.st_mode)) return Problem(FileProblem::kDirectory);
  if (!S_ISREG(info.st_mode)) return Problem(FileProblem::kNotAFile);
  FileRead read = ReadAll(file.get());
  if (read.problem) return read;
  if (const auto problem = ProblemOf(read.contents)) return Problem(*problem);
  return read;
}

}  // namespace checker
