// The process table, as ps reads it: who is there, in which state, whose child.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
#define SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_

#include <dirent.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <memory>
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

// All of it is a number from `least` to INT_MAX. (from_chars knows no plus sign and no space.)
inline std::optional<pid_t> Number(std::string_view text, pid_t least) {
  pid_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || text.front() == '-' || number < least) return {};
  return number;
}

inline bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

inline ProcessInfo ParseStat(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  const std::invalid_argument malformed("not the text of a /proc/<pid>/stat");
  // Before the name: "<pid> ".
  if (open == text.npos || close == text.npos || close < open) throw malformed;
  if (open == 0 || text[open - 1] != ' ') throw malformed;
  const auto pid = Number(text.substr(0, open - 1), 1);
  // Behind it: " <state> <ppid>", and then whatever it is.
  const std::string_view rest = text.substr(close + 1);
  if (rest.size() < 4 || rest[0] != ' ' || !IsLetter(rest[1]) || rest[2] != ' ') throw malformed;
  const std::string_view numbers = rest.substr(3);
  const auto ppid = Number(numbers.substr(0, numbers.find_first_of(" \n")), 0);
  if (!pid || !ppid) throw malformed;
  return {*pid, std::string(text.substr(open + 1, close - open - 1)), rest[1], *ppid};
}

// An open file. It is closed however the block is left, and only once: whatever close says, the
// number may belong to another file by now.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) {
    do {
      descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    } while (descriptor_ < 0 && errno == EINTR);
  }
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  // All that is left to read; or nothing, and errno says why. Only a read of 0 bytes is the end.
  std::optional<std::string> Rest() {
    std::string text;
    char piece[512];
    for (;;) {
      const ssize_t n = read(descriptor_, piece, sizeof piece);
      if (n == 0) return text;
      if (n > 0) text.append(piece, static_cast<std::size_t>(n));
      if (n < 0 && errno != EINTR) return std::nullopt;
    }
  }

 private:
  int descriptor_ = -1;
};

inline std::optional<ProcessInfo> ReadProcess(pid_t pid) {
  if (pid < 1) throw std::invalid_argument("a pid is 1 or more");
  const std::string path = "/proc/" + std::to_string(pid) + "/stat";
  OpenFile file(path);
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  const std::optional<std::string> text = file.is_open() ? file.Rest() : std::nullopt;
  if (text) return ParseStat(*text);
  if (errno == ESRCH) return std::nullopt;  // it went away in between
  throw std::system_error(errno, std::generic_category(), path);
}

// Those that are there at the moment.
inline std::vector<pid_t> AllPids() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc"), closedir);
  if (!folder) throw std::system_error(errno, std::generic_category(), "/proc");
  std::vector<pid_t> pids;
  for (errno = 0; const dirent* entry = readdir(folder.get()); errno = 0) {
    if (const auto pid = Number(entry->d_name, 1)) pids.push_back(*pid);
  }
  if (errno != 0) throw std::system_error(errno, std::generic_category(), "/proc");
  return pids;
}

inline std::vector<pid_t> ChildrenOf(pid_t pid) {
  if (pid < 1) throw std::invalid_argument("a pid is 1 or more");
  std::vector<pid_t> children;
  for (const pid_t candidate : AllPids()) {
    const auto info = ReadProcess(candidate);  // nothing if it has vanished since
    if (info && info->ppid == pid) children.push_back(candidate);
  }
  std::sort(children.begin(), children.end());
  children.erase(std::unique(children.begin(), children.end()), children.end());
  return children;
}

inline std::string_view StateName(char state) {
  switch (state) {
    case 'R':
      return "running";
    case 'S':
      return "sleeping";
    case 'D':
      return "disk sleep";
    case 'T':
      return "stopped";
    case 't':
      return "tracing stop";
    case 'Z':
      return "zombie";
    case 'X':
      return "dead";
    case 'I':
      return "idle";
    default:
      return "unknown";
  }
}

#endif  // SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
