// main() of an ordinary program under the explorer: says how many schedules it took to the first
// failure, of which kind it is, and the token that shows it again.
//
// The program is compiled with -fsanitize=thread and linked with this file's library, wrap.ldflags
// and -Wl,--wrap=main: then the program's own main is __real_main. Arguments after "--" are the
// program's. Each schedule runs in a process of its own, so that it finds the program's globals
// untouched.
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <vector>

#include "checker/explore/base/raw.h"
#include "checker/explore/engine/driver.h"
#include "checker/explore/engine/job.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/state/call_site.h"

extern "C" {
int __real_main(int argc, char** argv, char** environment);
[[noreturn]] void __interceptor_pthread_exit(void* value);
}

namespace explore {
namespace {

// The end of the program, also in the child of a fork, whose exit code is for its parent to judge.
// Threads that are still at work may take a step between its last one and its end. stdout is
// flushed since the process ends without the C library.
void EndProgram(int code) {
  if (UnderControl()) Point({Operation::kExit});
  {
    Silently silently;
    std::fflush(stdout);
  }
  if (this_process != 0) EndProcess(code);
  NoteExitCode(code);
  LeaveSchedule();
}

// exit() ends the schedule where it stands, as the end of main does: other threads are just gone.
void OnExit(int code, void*) {
  if (self == nullptr) return;
  EndProgram(code);
  FinishColdProcess();
}

class OrdinaryProgram : public Subject {
 public:
  OrdinaryProgram(int argc, char** argv) : argc_(argc), argv_(argv) {}

  std::vector<Case> Cases() override { return {{"main", "", 0}}; }
  void Select(const char*) override {}
  ExplorationPolicy Policy() const override { return OrdinaryProgramPolicy(); }

  void RunOnce(bool controlled) override {
    RawCall(SYS_lseek, 0, 0, SEEK_SET);  // its input, from the beginning
    on_exit(OnExit, nullptr);
    if (controlled) BeginSchedule();
    const int code = __real_main(argc_, argv_, environ);
    if (controlled) {
      EndProgram(code);
    } else {
      NoteExitCode(code);
    }
  }

 private:
  const int argc_;
  char** const argv_;
};

// What the program prints is not wanted a thousand times.
void HideOutput() {
  channel.words_fd = static_cast<int>(RawCall(SYS_dup, 1));
  const long nowhere = RawCall(SYS_open, reinterpret_cast<long>("/dev/null"), O_WRONLY);
  RawCall(SYS_dup2, nowhere, 1);
  RawCall(SYS_close, nowhere);
}

// What stands in a file can be read again in every schedule; what comes through a pipe is put into
// one. A pipe that is silent for a second is taken for empty: nobody may mean to write there. A
// terminal is left alone.
void KeepInput() {
  if (isatty(0) != 0 || RawCall(SYS_lseek, 0, 0, SEEK_CUR) >= 0) return;
  const long file = RawCall(SYS_memfd_create, reinterpret_cast<long>("input"), 0);
  char buffer[1 << 14];
  pollfd input = {0, POLLIN, 0};
  while (RawCall(SYS_poll, reinterpret_cast<long>(&input), 1, 1000) == 1) {
    const long count = RawCall(SYS_read, 0, reinterpret_cast<long>(buffer), sizeof buffer);
    if (count <= 0) break;
    RawCall(SYS_write, file, reinterpret_cast<long>(buffer), count);
  }
  RawCall(SYS_dup2, file, 0);
  RawCall(SYS_close, file);
}

}  // namespace
}  // namespace explore

// From the main thread it lets the others go on; the last one's end is the program's.
extern "C" void pthread_exit(void* value) {
  using namespace explore;  // NOLINT: an override
  if (UnderControl() && self->id == 0) {
    CallSite site(EXPLORE_CALLER());
    Point({Operation::kFinish});
    exit(0);
  }
  __interceptor_pthread_exit(value);
}

extern "C" int __wrap_main(int argc, char** argv, char**) {
  int ours = 1;
  while (ours < argc && std::strcmp(argv[ours], "--") != 0) ++ours;
  std::vector<char*> theirs = {argv[0]};
  for (int i = ours + 1; i < argc; ++i) theirs.push_back(argv[i]);
  theirs.push_back(nullptr);
  explore::OrdinaryProgram program(static_cast<int>(theirs.size()) - 1, theirs.data());
  if (getenv("EXPLORE_SHOW_OUTPUT") == nullptr) explore::HideOutput();
  explore::KeepInput();
  return explore::Drive(ours, argv, program);
}
