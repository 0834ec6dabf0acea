// Right: holds /proc open and reaches every file from there with openat; each is read at a growing
// offset with pread. One pass over the text remembers where the last ')' was.
#ifndef SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
#define SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_

#include <dirent.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

struct ProcessInfo {
  pid_t pid = 0;
  std::string comm = {};
  char state = '?';
  pid_t ppid = 0;
};

struct Cleanup {
  std::function<void()> action;
  ~Cleanup() { action(); }
};

[[noreturn]] inline void Fail(const char* what) {
  throw std::system_error(std::error_code(errno, std::generic_category()), what);
}

inline long Digits(const std::string& text) {
  if (text.empty()) return -1;
  long value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
    if (value > INT_MAX) return -1;
  }
  return value;
}

inline ProcessInfo ParseStat(std::string_view text) {
  enum { kPid, kName, kState } where = kPid;
  std::string pid, name, rest;  // rest: what has come since the last ')'
  bool closed = false;
  for (const char c : text) {
    if (where == kPid && c == '(')
      where = kName;
    else if (where == kPid)
      pid += c;
    else if (c == ')') {
      if (closed) name += ")" + rest;
      closed = true;
      rest.clear();
    } else {
      (closed ? rest : name) += c;
    }
  }
  const bool spaced = closed && !pid.empty() && pid.back() == ' ';
  if (!spaced || rest.size() < 4 || rest[0] != ' ' || rest[2] != ' ') {
    throw std::invalid_argument("fields");
  }
  const char state = rest[1];
  if (std::strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", state) == nullptr ||
      state == '\0') {
    throw std::invalid_argument("state");
  }
  std::string ppid = rest.substr(3);
  ppid.erase(std::min(ppid.find(' '), ppid.find('\n')) == std::string::npos
                 ? ppid.size()
                 : std::min(ppid.find(' '), ppid.find('\n')));
  pid.pop_back();
  const long numbers[] = {Digits(pid), Digits(ppid)};
  if (numbers[0] < 1 || numbers[1] < 0) throw std::invalid_argument("numbers");
  return {static_cast<pid_t>(numbers[0]), name, state, static_cast<pid_t>(numbers[1])};
}

inline int OpenIn(int folder, const std::string& path, int flags) {
  for (;;) {
    const int fd = openat(folder, path.c_str(), flags | O_CLOEXEC);
    if (fd >= 0 || errno != EINTR) return fd;
  }
}

inline std::optional<ProcessInfo> ReadIn(int proc, pid_t pid) {
  const int fd = OpenIn(proc, std::to_string(pid) + "/stat", O_RDONLY);
  if (fd < 0 && (errno == ENOENT || errno == ESRCH)) return {};
  if (fd < 0) Fail("openat");
  Cleanup closes{[&] { close(fd); }};
  std::vector<unsigned char> text(1);
  std::size_t size = 0;
  for (;;) {
    if (size == text.size()) text.resize(2 * size);
    const ssize_t n = pread(fd, text.data() + size, text.size() - size, static_cast<off_t>(size));
    if (n == 0) break;
    if (n > 0)
      size += static_cast<std::size_t>(n);
    else if (errno == ESRCH)
      return {};
    else if (errno != EINTR)
      Fail("pread");
  }
  return ParseStat({reinterpret_cast<const char*>(text.data()), size});
}

inline std::optional<ProcessInfo> ReadProcess(pid_t pid) {
  if (pid < 1) throw std::invalid_argument("pid");
  const int proc = OpenIn(AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY);
  if (proc < 0 && (errno == ENOENT || errno == ESRCH)) return {};
  if (proc < 0) Fail("open");
  Cleanup closes{[&] { close(proc); }};
  return ReadIn(proc, pid);
}

inline std::vector<pid_t> ChildrenOf(pid_t parent) {
  if (parent < 1) throw std::invalid_argument("pid");
  const int proc = OpenIn(AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY);
  if (proc < 0) Fail("open");
  DIR* const folder = fdopendir(proc);
  if (folder == nullptr) {
    const int why = errno;
    close(proc);
    errno = why;
    Fail("fdopendir");
  }
  Cleanup closes{[&] { closedir(folder); }};
  std::vector<pid_t> children;
  for (errno = 0; const dirent* const entry = readdir(folder); errno = 0) {
    const long pid = Digits(entry->d_name);
    if (pid < 1) continue;
    const auto info = ReadIn(proc, static_cast<pid_t>(pid));
    if (!info || info->ppid != parent) continue;
    auto place = children.begin();
    while (place != children.end() && *place < info->pid) ++place;
    if (place == children.end() || *place != info->pid) children.insert(place, info->pid);
  }
  if (errno != 0) Fail("readdir");
  return children;
}

inline std::string_view StateName(char state) {
  constexpr std::string_view kLetters = "RSDTtZXI";
  constexpr std::string_view kNames[] = {"running",      "sleeping", "disk sleep", "stopped",
                                         "tracing stop", "zombie",   "dead",       "idle"};
  const auto index = kLetters.find(state);
  return index == kLetters.npos ? "unknown" : kNames[index];
}

#endif  // SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
