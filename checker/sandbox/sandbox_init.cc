#include "checker/sandbox/sandbox_init.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "checker/sandbox/fork_gate.h"
#include "checker/sandbox/task_usage.h"

namespace checker {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kLookEvery{10};

// The command line in the order of SandboxInitArguments.
struct Orders {
  int status_descriptor;
  int private_descriptors;
  SandboxLimits limits;
  char** program;
};

Orders ParseOrders(char** argv) {
  Orders orders;
  orders.status_descriptor = atoi(argv[1]);
  orders.private_descriptors = atoi(argv[2]);
  orders.limits.processor_time = milliseconds(atoll(argv[3]));
  orders.limits.real_time = milliseconds(atoll(argv[4]));
  orders.limits.memory_bytes = atoll(argv[5]);
  orders.limits.file_bytes = atoll(argv[6]);
  orders.limits.tasks = atoi(argv[7]);
  orders.limits.open_files = atoi(argv[8]);
  orders.program = argv + 9;
  return orders;
}

void LimitTo(int resource, rlim_t amount) {
  const rlimit limit{amount, amount};
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);  // only ever lowered; may not fail
}

// Runs in the child. RLIMIT_AS and RLIMIT_DATA are left alone: ThreadSanitizer maps terabytes that
// it never touches. Watching resident memory does their work.
[[noreturn]] void BecomeProgram(const Orders& orders, ForkGate& gate) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(orders.limits.processor_time);
  LimitTo(RLIMIT_CPU, seconds.count() + 1);
  LimitTo(RLIMIT_FSIZE, orders.limits.file_bytes);
  LimitTo(RLIMIT_NOFILE, orders.limits.open_files);
  LimitTo(RLIMIT_NPROC, orders.limits.tasks);  // root is exempt, therefore tasks are counted too
  LimitTo(RLIMIT_CORE, 0);
  LimitTo(RLIMIT_STACK, 8 << 20);
  LimitTo(RLIMIT_MSGQUEUE, 0);
  LimitTo(RLIMIT_MEMLOCK, 1 << 20);
  fcntl(orders.status_descriptor, F_SETFD, FD_CLOEXEC);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  gate.Close();
  execv(orders.program[0], orders.program);
  const std::string status = FormatStatus({.how = "exec", .value = errno});
  if (write(orders.status_descriptor, status.data(), status.size()) < 0) _exit(126);
  _exit(127);
}

class Watch {
 public:
  Watch(pid_t program, const SandboxLimits& limits, ForkGate& gate)
      : program_(program), limits_(limits), gate_(gate) {}

  // Until the program has ended or a limit is passed.
  SandboxStatus UntilTheEnd() {
    SandboxStatus status;
    while (!Reap(status) && !PassedLimit(status)) WaitForSomething();
    status.processor_us = processor_time_.count();
    status.max_resident_kb = max_resident_bytes_ / 1024;
    return status;
  }

 private:
  // Collects whatever has died. True when the program itself has.
  bool Reap(SandboxStatus& status) {
    int raw = 0;
    rusage used{};
    for (pid_t pid; (pid = wait4(-1, &raw, WNOHANG, &used)) > 0;) {
      max_resident_bytes_ = std::max<std::int64_t>(max_resident_bytes_, used.ru_maxrss * 1024);
      if (pid != program_) continue;
      const auto others = UsageOfAllOthers();
      status.left_behind = others ? others->processes : 0;
      status.how = WIFSIGNALED(raw) ? "signal" : "exit";
      status.value = WIFSIGNALED(raw) ? WTERMSIG(raw) : WEXITSTATUS(raw);
      processor_time_ = std::max(processor_time_, TimeOfTheDead());
      if (status.how == "signal" && status.value == SIGXCPU) status.how = "processor time";
      return true;
    }
    return false;
  }

  bool PassedLimit(SandboxStatus& status) {
    const auto usage = UsageOfAllOthers();
    // Unreadable /proc means that somebody tampers with this process: treat it as a bomb.
    if (!usage || too_many_ || usage->tasks > limits_.tasks) return Passed(status, "tasks");
    max_resident_bytes_ = std::max(max_resident_bytes_, usage->resident_bytes);
    const microseconds living(usage->processor_ticks * (1'000'000 / sysconf(_SC_CLK_TCK)));
    processor_time_ = std::max(processor_time_, living + TimeOfTheDead());
    if (usage->resident_bytes > limits_.memory_bytes &&
        (usage->processes == 1 || ProportionalBytesOfAllOthers() > limits_.memory_bytes)) {
      return Passed(status, "memory");
    }
    if (processor_time_ > limits_.processor_time) return Passed(status, "processor time");
    if (Clock::now() - start_ > limits_.real_time) return Passed(status, "real time");
    return false;
  }

  static bool Passed(SandboxStatus& status, const char* which) {
    status.how = which;
    return true;
  }

  static microseconds TimeOfTheDead() {
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return std::chrono::seconds(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           microseconds(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  }

  // A child's end, a process that asks whether it may fork, or the next look at the usage. The
  // question is answered before the look, which then ends the run if the answer was no.
  void WaitForSomething() {
    sigset_t none;
    sigemptyset(&none);
    pollfd question{gate_.descriptor(), POLLIN, 0};
    const timespec tick{0, std::chrono::nanoseconds(kLookEvery).count()};
    const Clock::time_point until = Clock::now() + kLookEvery;
    while (Clock::now() < until && ppoll(&question, 1, &tick, &none) > 0 && !too_many_) {
      if ((question.revents & POLLIN) == 0) {
        question.fd = -1;  // nobody is left who could ask
      } else {
        gate_.Answer([this] { return MayFork(); });
      }
    }
  }

  bool MayFork() {
    const auto usage = UsageOfAllOthers();
    too_many_ = !usage || usage->tasks + 1 > limits_.tasks;
    return !too_many_;
  }

  const pid_t program_;
  const SandboxLimits limits_;
  ForkGate& gate_;
  bool too_many_ = false;
  const Clock::time_point start_ = Clock::now();
  microseconds processor_time_{0};
  std::int64_t max_resident_bytes_ = 0;
};

// SIGCHLD gets through only within ppoll, so it can't come between a look and a wait.
void InterruptWaitsWhenAChildEnds() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, nullptr);
  struct sigaction action {};
  action.sa_handler = [](int) {};
  sigaction(SIGCHLD, &action, nullptr);
}

int Serve(const Orders& orders) {
  prctl(PR_SET_DUMPABLE, 0);  // nobody else in here may open this process's memory or descriptors
  InterruptWaitsWhenAChildEnds();
  ForkGate gate;
  const pid_t program = fork();
  if (program == 0) BecomeProgram(orders, gate);
  gate.Attach();
  // The program's channels must end when the program does, so let go of them here.
  for (int fd = 0; fd < orders.private_descriptors; ++fd) close(fd);
  SandboxStatus status{.how = "fork", .value = errno};
  if (program > 0) status = Watch(program, orders.limits, gate).UntilTheEnd();
  const std::string line = FormatStatus(status);
  if (write(orders.status_descriptor, line.data(), line.size()) < 0) return 2;
  return 0;  // the kernel kills whoever is left in the process namespace
}

}  // namespace

std::optional<int> RunAsSandboxInit(int argc, char** argv) {
  if (argc < 10 || strcmp(argv[0], kSandboxInitPath) != 0 || getpid() != 1) return std::nullopt;
  return Serve(ParseOrders(argv));
}

std::vector<std::string> SandboxInitArguments(const SandboxLimits& limits, int status_descriptor,
                                              int private_descriptors,
                                              const std::vector<std::string>& program) {
  std::vector<std::string> list = {kSandboxInitPath,
                                   std::to_string(status_descriptor),
                                   std::to_string(private_descriptors),
                                   std::to_string(limits.processor_time.count()),
                                   std::to_string(limits.real_time.count()),
                                   std::to_string(limits.memory_bytes),
                                   std::to_string(limits.file_bytes),
                                   std::to_string(limits.tasks),
                                   std::to_string(limits.open_files)};
  list.insert(list.end(), program.begin(), program.end());
  return list;
}

std::string FormatStatus(const SandboxStatus& status) {
  std::ostringstream line;
  line << status.how << '\t' << status.value << '\t' << status.processor_us << '\t'
       << status.max_resident_kb << '\t' << status.left_behind << '\n';
  return line.str();
}

std::optional<SandboxStatus> ParseStatus(const std::string& line) {
  SandboxStatus status;
  std::istringstream in(line);
  if (!std::getline(in, status.how, '\t')) return std::nullopt;
  in >> status.value >> status.processor_us >> status.max_resident_kb >> status.left_behind;
  if (!in) return std::nullopt;
  return status;
}

}  // namespace checker
