#include "checker/explore/engine/watchdog.h"

#include <time.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

// The process and kernel thread that has the turn.
int ProcessAtWork(int job) {
  const Task& task = arena->tasks[arena->schedule.current];
  const int process = arena->processes[task.process].pid;
  return arena->schedule.active && process != 0 ? process : job;
}

std::uint64_t ProcessorMs(int process) {
  clockid_t clock;
  timespec time;
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<std::uint64_t>(time.tv_sec) * 1000 +
         static_cast<std::uint64_t>(time.tv_nsec) / 1'000'000;
}

// Reads a file of the thread's under /proc. Returns the number of characters.
long ReadOfThread(int process, int thread, const char* file, char* buffer, long size) {
  TextOf<128> path;
  path.Add("/proc/").Number(process).Add("/task/").Number(thread).Add("/").Add(file);
  const long fd = RawCall(SYS_open, reinterpret_cast<long>(path.c_str()), 0, 0);
  if (fd < 0) return 0;
  const long length = RawCall(SYS_read, fd, reinterpret_cast<long>(buffer), size - 1);
  RawCall(SYS_close, fd);
  buffer[length > 0 ? length : 0] = 0;
  return length;
}

// Whether the thread sleeps in the kernel. One that could run, but gets no processor on a loaded
// machine, does not; nor does one that somebody has stopped.
bool IsAsleep(int process, int thread) {
  char text[512];
  const long length = ReadOfThread(process, thread, "stat", text, sizeof text);
  for (long i = length - 1; i > 0; --i) {  // the state comes after the name in parentheses
    if (text[i] == ')') return text[i + 2] == 'S' || text[i + 2] == 'D';
  }
  return false;
}

const char* NameOfCall(long number) {
  constexpr struct {
    long number;
    const char* name;
  } kNames[] = {{SYS_read, "read"},       {SYS_write, "write"},
                {SYS_flock, "flock"},     {SYS_fcntl, "fcntl"},
                {SYS_select, "select"},   {SYS_pselect6, "pselect"},
                {SYS_ppoll, "ppoll"},     {SYS_wait4, "wait"},
                {SYS_waitid, "waitid"},   {SYS_futex, "futex"},
                {SYS_recvmsg, "recvmsg"}, {SYS_recvfrom, "recvfrom"},
                {SYS_msgrcv, "msgrcv"},   {SYS_mq_timedreceive, "mq_receive"},
                {SYS_semop, "semop"},     {SYS_epoll_pwait, "epoll_pwait"}};
  for (const auto& known : kNames) {
    if (known.number == number) return known.name;
  }
  return nullptr;
}

void DescribeCall(Text& text, int process, int thread) {
  char line[256] = "";
  ReadOfThread(process, thread, "syscall", line, sizeof line);
  long number = 0;
  int i = 0;
  for (; line[i] >= '0' && line[i] <= '9'; ++i) number = number * 10 + line[i] - '0';
  const char* const name = i > 0 ? NameOfCall(number) : nullptr;
  text.Clear();
  if (name != nullptr) {
    text.Add(name);
  } else if (i > 0) {
    text.Add("system call ").Number(number);
  } else {
    text.Add("a blocking call");
  }
}

}  // namespace

Silence Watchdog::Look(int job) {
  const int process = ProcessAtWork(job);
  const std::uint64_t busy = ProcessorMs(process);
  if (arena->job.heartbeat != heartbeat_) {
    heartbeat_ = arena->job.heartbeat;
    busy_then_ = busy;
    silent_ms_ = 0;
    return Silence::kNone;
  }
  if (busy > busy_then_ + kBusyMs) return Silence::kBusy;
  const int at_work = arena->tasks[arena->schedule.current].thread_id;
  const int thread = arena->schedule.active && at_work != 0 ? at_work : process;
  silent_ms_ = IsAsleep(process, thread) ? silent_ms_ + kLookEveryMs : 0;
  if (silent_ms_ < kSilentMs) return Silence::kNone;
  DescribeCall(call_, process, thread);
  return Silence::kBlocked;
}

}  // namespace explore
