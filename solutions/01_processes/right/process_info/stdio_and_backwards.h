// Right: reads with stdio, and parses from the end of the text towards its beginning: the fields
// behind the name are found from the last ')', those before it from the first '('.
#ifndef SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
#define SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
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

class StatText {
 public:
  explicit StatText(std::string_view text) : text_(text) {}

  ProcessInfo Parsed() {
    std::size_t end = text_.size();
    while (end > 0 && text_[end - 1] != ')') --end;
    if (end == 0) Refuse();
    ProcessInfo info;
    at_ = end;
    Take(' ');
    info.state = TakeLetter();
    Take(' ');
    info.ppid = TakeNumber();
    if (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != '\n') Refuse();
    at_ = 0;
    info.pid = TakeNumber();
    if (info.pid == 0) Refuse();
    Take(' ');
    Take('(');
    if (at_ >= end) Refuse();
    info.comm.assign(text_.data() + at_, end - 1 - at_);
    return info;
  }

 private:
  [[noreturn]] static void Refuse() { throw std::invalid_argument("stat"); }

  char Next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void Take(char wanted) {
    if (Next() != wanted) Refuse();
    ++at_;
  }

  char TakeLetter() {
    const char c = Next();
    const bool small = c >= 'a' && c <= 'z';
    if (!small && !(c >= 'A' && c <= 'Z')) Refuse();
    ++at_;
    return c;
  }

  pid_t TakeNumber() {
    const std::size_t begin = at_;
    std::int64_t number = 0;
    for (; Next() >= '0' && Next() <= '9'; ++at_) {
      number = number * 10 + (Next() - '0');
      if (number > INT_MAX) Refuse();
    }
    if (at_ == begin) Refuse();
    return static_cast<pid_t>(number);
  }

  const std::string_view text_;
  std::size_t at_ = 0;
};

inline ProcessInfo ParseStat(std::string_view text) { return StatText(text).Parsed(); }

inline std::optional<ProcessInfo> ReadProcess(pid_t pid) {
  if (pid <= 0) throw std::invalid_argument("pid");
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE* file = nullptr;
  do file = fopen(path, "re");
  while (file == nullptr && errno == EINTR);
  int failed = file == nullptr ? errno : 0;
  std::string text;
  std::array<char, 256> line = {};
  while (failed == 0) {
    const std::size_t n = fread(line.data(), 1, line.size(), file);
    text.append(line.data(), n);
    if (n == line.size()) continue;
    if (!ferror(file)) break;
    if (errno != EINTR) failed = errno;
    clearerr(file);
  }
  if (file != nullptr) fclose(file);
  if (failed == ESRCH || (failed == ENOENT && file == nullptr)) return std::nullopt;
  if (failed != 0) throw std::system_error(failed, std::system_category(), path);
  return ParseStat(text);
}

inline std::vector<pid_t> ChildrenOf(pid_t pid) {
  if (pid <= 0) throw std::invalid_argument("pid");
  dirent** names = nullptr;
  const int count = scandir("/proc", &names, nullptr, nullptr);
  if (count < 0) throw std::system_error(errno, std::system_category(), "/proc");
  std::set<pid_t> all;
  for (int i = 0; i < count; ++i) {
    const int number = atoi(names[i]->d_name);
    if (number > 0) all.insert(number);
    free(names[i]);
  }
  free(names);
  std::vector<pid_t> children;
  for (const pid_t candidate : all) {
    if (const auto info = ReadProcess(candidate); info && info->ppid == pid) {
      children.push_back(candidate);
    }
  }
  return children;
}

inline std::string_view StateName(char state) {
  static const std::map<char, std::string> kNames = {
      {'R', "running"},      {'S', "sleeping"}, {'D', "disk sleep"}, {'T', "stopped"},
      {'t', "tracing stop"}, {'Z', "zombie"},   {'X', "dead"},       {'I', "idle"}};
  const auto found = kNames.find(state);
  return found == kNames.end() ? std::string_view("unknown") : std::string_view(found->second);
}

#endif  // SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
