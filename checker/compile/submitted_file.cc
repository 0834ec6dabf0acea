#include "checker/compile/submitted_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include <algorithm>

#include "checker/base/utf8.h"
#include "checker/sandbox/descriptor.h"

namespace checker {
namespace {

using State = SubmittedFile::State;

constexpr std::size_t kLargestBytes = 256 << 10;

SubmittedFile Unusable(std::string problem, std::string advice) {
  return {State::kUnusable, "", std::move(problem), std::move(advice)};
}

SubmittedFile WhyNotOpened(int error) {
  if (error == ENOENT) return {};
  if (error == ELOOP) return Unusable("is a link that leads nowhere", "Hand in the file itself.");
  if (error == EACCES) return Unusable("can't be read", "Give everybody the right to read it.");
  return Unusable(std::string("can't be opened (") + strerror(error) + ")", "Hand it in again.");
}

// Anything but a regular file could hold the reader up for ever.
SubmittedFile WhyNotRegular(mode_t mode) {
  if (S_ISDIR(mode)) {
    return Unusable("is a folder, not a file", "Put the file itself in its place.");
  }
  return Unusable("is not an ordinary file", "Put an ordinary text file in its place.");
}

}  // namespace

SubmittedFile ReadSubmittedFile(const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return WhyNotOpened(errno);
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return WhyNotOpened(errno);
  if (!S_ISREG(info.st_mode)) return WhyNotRegular(info.st_mode);
  std::string text(kLargestBytes + 1, '\0');
  std::size_t size = 0;
  for (ssize_t got; size < text.size(); size += got) {
    got = read(file.get(), text.data() + size, text.size() - size);
    if (got < 0) return WhyNotOpened(errno);
    if (got == 0) break;
  }
  text.resize(size);
  if (size > kLargestBytes) {
    return Unusable("is larger than 256 KiB",
                    "An exercise needs a few hundred lines; hand in the source, not its output.");
  }
  if (text.find('\0') != std::string::npos) {
    return Unusable("holds bytes that are no text", "Hand in the source file, as plain text.");
  }
  if (!IsUtf8(text)) {
    return Unusable("is not UTF-8 text", "Save it as UTF-8 (your editor can do that).");
  }
  if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; })) {
    return {State::kEmpty, "", "", ""};
  }
  return {State::kReadable, std::move(text), "", ""};
}

}  // namespace checker
