#include "checker/explore/scheduler/process_status.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/base/text.h"

namespace explore {
namespace {

bool Ends(int pid, int milliseconds) {
  const long fd = RawCall(SYS_pidfd_open, pid);
  if (fd < 0) return true;
  pollfd end = {static_cast<int>(fd), POLLIN, 0};
  const long count = RawCall(SYS_poll, reinterpret_cast<long>(&end), 1, milliseconds);
  RawCall(SYS_close, fd);
  return count == 1;
}

// A file of the process under /proc.
class ProcFile {
 public:
  char text[4096];
  long length;

  ProcFile(int pid, const char* name) {
    TextOf<64> path;
    path.Add("/proc/").Number(pid).Add("/").Add(name);
    const long fd = RawCall(SYS_open, reinterpret_cast<long>(path.c_str()), 0);
    length = fd < 0 ? 0 : RawCall(SYS_read, fd, reinterpret_cast<long>(text), sizeof text - 1);
    if (fd >= 0) RawCall(SYS_close, fd);
    if (length < 0) length = 0;
    text[length] = 0;
  }

  // The hexadecimal number behind `name`, 0 if there is none.
  std::uint64_t Mask(const char* name) const {
    const char* at = text;
    while (*at != 0 && !BeginsWith(at, name)) ++at;
    if (*at == 0) return 0;
    std::uint64_t mask = 0;
    for (at += RawLength(name); *at == ' ' || *at == '\t'; ++at) {
    }
    for (; *at > ' '; ++at) {
      mask = mask * 16 + static_cast<unsigned>(*at >= 'a' ? *at - 'a' + 10 : *at - '0');
    }
    return mask;
  }

 private:
  static bool BeginsWith(const char* line, const char* name) {
    while (*name != 0 && *line == *name) ++line, ++name;
    return *name == 0;
  }
};

bool EndsByDefault(int signal) {
  switch (signal) {
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH:
    case SIGCONT:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
      return false;
    default:
      return true;
  }
}

bool IsIgnoredByDefault(int signal) {
  return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH;
}

}  // namespace

bool IsGone(int pid) { return Ends(pid, 0); }

void AwaitGone(int pid) {
  while (!Ends(pid, 1000)) {
  }
}

int StatusOfGone(int pid) {
  const ProcFile stat(pid, "stat");
  long i = stat.length;
  while (i > 0 && stat.text[i - 1] != ' ') --i;  // the last of its numbers
  int status = 0;
  for (; stat.text[i] >= '0' && stat.text[i] <= '9'; ++i) status = status * 10 + stat.text[i] - '0';
  return status;
}

Effect EffectOf(int signal, int pid) {
  if (signal == 0) return Effect::kNone;
  if (signal == SIGKILL) return Effect::kEnd;
  const ProcFile status(pid, "status");
  const std::uint64_t bit = std::uint64_t{1} << (signal - 1);
  if ((status.Mask("SigIgn:") & bit) != 0) return Effect::kNone;
  if (((status.Mask("SigCgt:") | status.Mask("SigBlk:")) & bit) != 0) return Effect::kOther;
  if (IsIgnoredByDefault(signal)) return Effect::kNone;
  return EndsByDefault(signal) ? Effect::kEnd : Effect::kOther;
}

void WaitForWord(const int& word) {
  constexpr timespec kAWhile = {0, 20'000'000};
  RawFutexWait(&word, 0, &kAWhile);
}

}  // namespace explore
