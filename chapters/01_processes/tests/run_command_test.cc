// What run_command promises, one promise for each case. The commands here come to their end without
// their parent's help: the schedule explorer lets a child run to its end inside fork.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

// Some calls of the student's functions come to the test first, which lets them fail at times.
extern "C" pid_t fork() noexcept __asm__("ForkOfTheTest");
extern "C" int poll(struct pollfd* ends, nfds_t count, int milliseconds) __asm__("PollOfTheTest");
extern "C" pid_t waitpid(pid_t pid, int* status, int flags) __asm__("WaitOfTheTest");

ssize_t ReadOfTheTest(int fd, void* buffer, size_t size);

// Fits better than the library's, which takes any pointer.
template <class Element>
ssize_t read(int fd, Element* buffer, size_t size) {
  return ReadOfTheTest(fd, buffer, size);
}

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"
#include "run_command.h"

namespace {

using namespace std::chrono_literals;

// What happens to the calls above.
struct Faults {
  int fork_fails = 0;       // with this errno; 0: it does not
  bool interrupts = false;  // every other call of a function ends with EINTR
};
Faults faults;
std::atomic<int> forks{0};  // how many were asked for

bool Fails(int error) {
  errno = error;
  return error != 0;
}

// `calls` counts those of one function in one thread.
bool Interrupted(int& calls) { return faults.interrupts && ++calls % 2 == 1 && Fails(EINTR); }

int CountDescriptors() {
  int count = 0;
  for (int fd = 0; fd < 256; ++fd) count += fcntl(fd, F_GETFD) == -1 ? 0 : 1;
  return count;
}

// What must be as before at the end of a block: descriptors, children, signals.
class AllIsAsBefore {
 public:
  AllIsAsBefore() : descriptors_(CountDescriptors()), signals_(Signals()) {
    faults = {};
    forks = 0;
  }
  ~AllIsAsBefore() {
    faults = {};
    checker::ExpectReleased("a descriptor", CountDescriptors() <= descriptors_);
    int status = 0;
    const bool nobody = syscall(SYS_wait4, -1, &status, WNOHANG, nullptr) == -1 && errno == ECHILD;
    checker::ExpectReleased("a child", nobody);
    EXPECT_EQ(Signals(), signals_) << "dispositions, mask, pending signals";
  }

 private:
  static std::vector<int> Signals() {
    std::vector<int> found;
    sigset_t blocked, pending;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    sigpending(&pending);
    for (int signal = 1; signal < 32; ++signal) {
      struct sigaction action = {};
      sigaction(signal, nullptr, &action);
      found.push_back(sigismember(&blocked, signal) + 2 * sigismember(&pending, signal) +
                      4 * static_cast<int>(action.sa_handler == SIG_IGN) +
                      8 * static_cast<int>(action.sa_handler == SIG_DFL));
    }
    return found;
  }

  const int descriptors_;
  const std::vector<int> signals_;
};

}  // namespace

extern "C" {

pid_t RealFork() noexcept __asm__("fork");
int RealPoll(struct pollfd* ends, nfds_t count, int milliseconds) __asm__("poll");
pid_t RealWait(pid_t pid, int* status, int flags) __asm__("waitpid");

pid_t ForkOfTheTest() noexcept {
  ++forks;
  return faults.fork_fails != 0 && Fails(faults.fork_fails) ? -1 : RealFork();
}

int PollOfTheTest(struct pollfd* ends, nfds_t count, int milliseconds) {
  static thread_local int calls = 0;
  return Interrupted(calls) ? -1 : RealPoll(ends, count, milliseconds);
}

pid_t WaitOfTheTest(pid_t pid, int* status, int flags) {
  static thread_local int calls = 0;
  return Interrupted(calls) ? -1 : RealWait(pid, status, flags);
}

}  // extern "C"

ssize_t ReadOfTheTest(int fd, void* buffer, size_t size) {
  static thread_local int calls = 0;
  return Interrupted(calls) ? -1 : read(fd, buffer, size);
}

namespace {

CommandResult Shell(const std::string& script) {
  return RunCommand({.argv = {"sh", "-c", script}});
}

std::string OutOf(std::vector<std::string> argv) {
  const CommandResult result = RunCommand({.argv = std::move(argv)});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  return result.out;
}

// The value of a line "Name:\tvalue" of /proc/<pid>/status.
std::string Line(const std::string& status, const std::string& name) {
  const std::size_t begin = status.find("\n" + name + ":\t");
  if (begin == status.npos) return "no such line";
  const std::size_t value = begin + name.size() + 3;
  return status.substr(value, status.find('\n', value) - value);
}

unsigned long SignalsIn(const std::string& status, const std::string& name) {
  return std::strtoul(Line(status, name).c_str(), nullptr, 16);
}

unsigned long Bit(int signal) { return 1UL << (signal - 1); }

GRADED_TEST(RunCommand, GivesTheExitStatus, 1) {
  const AllIsAsBefore check;
  for (const int status : {0, 1, 42, 126, 127, 128, 137, 255}) {
    const CommandResult result = Shell("exit " + std::to_string(status));
    EXPECT_EQ(result.status, status);
    EXPECT_FALSE(result.timed_out);
  }
}

GRADED_TEST(RunCommand, ASignalDeathIsMinusItsNumber, 1) {
  const AllIsAsBefore check;
  EXPECT_EQ(Shell("kill -9 $$").status, -9);
  EXPECT_EQ(Shell("kill -TERM $$").status, -SIGTERM);
  EXPECT_EQ(Shell("echo before; kill -KILL $$").out, "before\n");
}

GRADED_TEST(RunCommand, CollectsBothOutputsApart, 1) {
  const AllIsAsBefore check;
  const CommandResult result = Shell("echo 1; echo 2 >&2; echo 3; printf 4 >&2");
  EXPECT_EQ(result.out, "1\n3\n");
  EXPECT_EQ(result.err, "2\n4");
  EXPECT_EQ(result.status, 0);
}

GRADED_TEST(RunCommand, CollectsBytesOfAnyKindAndAsManyAsAPipeHolds, 1) {
  const AllIsAsBefore check;
  EXPECT_EQ(OutOf({"printf", "a\\000b\\377\\n\\r"}), std::string("a\0b\xff\n\r", 6));
  const CommandResult result = Shell("head -c 60000 /dev/zero; head -c 50000 /dev/zero >&2");
  EXPECT_EQ(result.out, std::string(60'000, '\0'));
  EXPECT_EQ(result.err, std::string(50'000, '\0'));
}

GRADED_TEST(RunCommand, ArgumentsArriveAsTheyAre, 1) {
  const AllIsAsBefore check;
  EXPECT_EQ(OutOf({"printf", "<%s>", "a b", "$HOME", "*", "", "'\"", "\\n", ";ls"}),
            "<a b><$HOME><*><><'\"><\\n><;ls>");
  EXPECT_EQ(OutOf({"/usr/bin/printf", "x"}), "x") << "a path needs no search";
}

GRADED_TEST(RunCommand, ThrowsWhyItCouldNotBeExecuted, 2) {
  const AllIsAsBefore check;
  const auto run = [](const char* program) {
    return [program] { RunCommand({.argv = {program}}); };
  };
  using checker::ThrowsSystemError;
  EXPECT_TRUE(ThrowsSystemError(std::errc::no_such_file_or_directory, run("no_such_program")));
  EXPECT_TRUE(ThrowsSystemError(std::errc::no_such_file_or_directory, run("/no/such/program")));
  EXPECT_TRUE(ThrowsSystemError(std::errc::no_such_file_or_directory, run("")));
  EXPECT_TRUE(ThrowsSystemError(std::errc::permission_denied, run("/usr/bin"))) << "a folder";
  EXPECT_TRUE(ThrowsSystemError(std::errc::not_a_directory, run("/usr/bin/env/x")));
}

GRADED_TEST(RunCommand, RefusesWhatNoProgramCanGet, 1) {
  const AllIsAsBefore check;
  EXPECT_THROW(RunCommand({}), std::invalid_argument);
  EXPECT_THROW(RunCommand({.argv = {std::string("tr\0ue", 5)}}), std::invalid_argument);
  EXPECT_THROW(RunCommand({.argv = {"true", "a", std::string(1, '\0')}}), std::invalid_argument);
  EXPECT_EQ(forks, 0) << "something was started";
}

GRADED_TEST(RunCommand, InputThatNobodyReadsIsNoFailure, 2) {
  const AllIsAsBefore check;
  for (const std::size_t size : {1, 4'000, 60'000, 1'000'000}) {
    const CommandResult result =
        RunCommand({.argv = {"echo", "hello"}, .input = std::string(size, 'x')});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "hello\n") << "with an input of " << size << " bytes";
  }
}

// Puts 0, 1 and 2 back.
class StandardDescriptors {
 public:
  StandardDescriptors() {
    for (int fd = 0; fd < 3; ++fd) saved_[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 100);
  }
  ~StandardDescriptors() {
    for (int fd = 0; fd < 3; ++fd) {
      if (saved_[fd] < 0) continue;
      dup2(saved_[fd], fd);
      close(saved_[fd]);
    }
  }

 private:
  int saved_[3];
};

GRADED_TEST(RunCommand, TheCallersStandardDescriptorsMayBeClosed, 2) {
  for (int closed = 1; closed < 8; ++closed) {
    CommandResult result;
    {
      const StandardDescriptors restored;
      for (int fd = 0; fd < 3; ++fd) {
        if ((closed >> fd & 1) != 0) close(fd);
      }
      result = Shell("readlink /proc/self/fd/0; echo out; echo err >&2");
    }
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out.substr(0, 5), "pipe:") << "0 of the command";
    EXPECT_EQ(result.out.substr(result.out.find('\n') + 1), "out\n") << "closed: " << closed;
    EXPECT_EQ(result.err, "err\n") << "closed: " << closed;
  }
}

GRADED_TEST(RunCommand, TheCommandHasThreePipesAndNothingElse, 2) {
  const AllIsAsBefore check;
  const int low = dup(2);  // not close-on-exec
  const int high = fcntl(2, F_DUPFD, 200);
  const std::string listed = OutOf({"ls", "/proc/self/fd"});
  close(low);
  close(high);
  EXPECT_EQ(listed, "0\n1\n2\n3\n") << "3 is how ls reads the list";
  const std::string links =
      OutOf({"readlink", "/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2"});
  std::istringstream lines(links);
  std::vector<std::string> pipes;
  for (std::string line; std::getline(lines, line);) pipes.push_back(line);
  ASSERT_EQ(pipes.size(), 3u);
  for (const std::string& pipe : pipes) EXPECT_EQ(pipe.substr(0, 5), "pipe:");
  EXPECT_NE(pipes[0], pipes[1]);
  EXPECT_NE(pipes[1], pipes[2]);
  EXPECT_NE(pipes[0], pipes[2]);
}

GRADED_TEST(RunCommand, TheCommandLeadsAGroupOfItsOwn, 1) {
  const AllIsAsBefore check;
  const std::string stat = OutOf({"cat", "/proc/self/stat"});
  std::istringstream fields(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
  std::string state;
  int parent = 0, group = 0;
  fields >> state >> parent >> group;
  EXPECT_EQ(parent, getpid());
  EXPECT_EQ(group, std::atoi(stat.c_str())) << "its group is not its own pid";
}

GRADED_TEST(RunCommand, TheCommandGetsTheDefaultSigpipeAndAnEmptyMask, 1) {
  const auto before_pipe = signal(SIGPIPE, SIG_IGN);
  const auto before_user = signal(SIGUSR1, SIG_IGN);
  sigset_t some, before;
  sigemptyset(&some);
  sigaddset(&some, SIGTERM);
  sigaddset(&some, SIGPIPE);
  sigaddset(&some, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &some, &before);
  {
    const AllIsAsBefore check;
    const std::string status = OutOf({"cat", "/proc/self/status"});
    EXPECT_EQ(SignalsIn(status, "SigBlk"), 0u) << "the mask is not empty";
    EXPECT_EQ(SignalsIn(status, "SigIgn") & Bit(SIGPIPE), 0u) << "SIGPIPE is ignored";
    EXPECT_NE(SignalsIn(status, "SigIgn") & Bit(SIGUSR1), 0u) << "other signals are the caller's";
    EXPECT_EQ(SignalsIn(status, "SigCgt"), 0u);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  signal(SIGUSR1, before_user);
  signal(SIGPIPE, before_pipe);
}

GRADED_TEST(RunCommand, FolderAndEnvironmentAreTheCallers, 1) {
  const AllIsAsBefore check;
  setenv("OF_THE_TEST", "a value", 1);
  EXPECT_EQ(Shell("echo \"$OF_THE_TEST\"").out, "a value\n");
  unsetenv("OF_THE_TEST");
  EXPECT_EQ(Shell("echo \"$OF_THE_TEST\"").out, "\n");
  char folder[4096];
  ASSERT_NE(getcwd(folder, sizeof folder), nullptr);
  EXPECT_EQ(OutOf({"pwd", "-P"}), std::string(folder) + "\n");
}

int* exits = nullptr;  // shared with the children

void CountExit() {
  if (exits != nullptr) ++*exits;
}

GRADED_TEST(RunCommand, NothingOfTheCallersEndsInTheChild, 1) {
  const AllIsAsBefore check;
  void* const page =
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  exits = static_cast<int*>(page);
  std::atexit(CountExit);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_NONBLOCK), 0);
  FILE* const file = fdopen(ends[1], "w");
  std::fputs("once", file);
  EXPECT_THROW(RunCommand({.argv = {"no_such_program"}}), std::system_error);
  RunCommand({.argv = {"true"}});
  std::fclose(file);
  char text[16] = {};
  EXPECT_EQ(syscall(SYS_read, ends[0], text, sizeof text), 4) << "what was buffered: " << text;
  close(ends[0]);
  EXPECT_EQ(*exits, 0) << "the child ran what the caller wants to run at its own end";
  exits = nullptr;
  munmap(page, sizeof(int));
}

GRADED_TEST(RunCommand, OtherChildrenAreNotTouched, 1) {
  const AllIsAsBefore check;
  const pid_t other = RealFork();
  if (other == 0) _exit(5);
  EXPECT_EQ(Shell("exit 3").status, 3);
  EXPECT_THROW(RunCommand({.argv = {"no_such_program"}}), std::system_error);
  int status = 0;
  EXPECT_EQ(RealWait(other, &status, 0), other) << "somebody took its status";
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

GRADED_TEST(RunCommand, SignalsAreNoFailures, 2) {
  const AllIsAsBefore check;
  faults.interrupts = true;
  const CommandResult result = Shell("echo out; echo err >&2; exit 9");
  EXPECT_EQ(result.status, 9);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
  const auto run = [] { RunCommand({.argv = {"no_such_program"}}); };
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::no_such_file_or_directory, run));
}

GRADED_TEST(RunCommand, AForkThatFailsIsThrownAndNotTriedAgain, 1) {
  const AllIsAsBefore check;
  for (const int error : {EAGAIN, ENOMEM}) {
    faults = {.fork_fails = error};
    forks = 0;
    try {
      const CommandResult result = RunCommand({.argv = {"true"}, .input = "x"});
      EXPECT_EQ(forks, 0) << "fork fails with errno " << error << ", and nobody is told";
      EXPECT_EQ(result.status, 0);
    } catch (const std::system_error& e) {
      EXPECT_EQ(e.code().value(), error);
      EXPECT_EQ(forks, 1) << "fork was tried again";
    }
  }
}

GRADED_TEST(RunCommand, WithoutDescriptorsItThrowsAndLeavesNothing, 2) {
  rlimit before = {};
  getrlimit(RLIMIT_NOFILE, &before);
  bool worked = false;
  for (rlim_t more = 0; !worked && more < 30; ++more) {
    const AllIsAsBefore check;
    const int free = fcntl(0, F_DUPFD, 0);
    close(free);
    const rlimit limit = {static_cast<rlim_t>(free) + more, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &limit);
    try {
      EXPECT_EQ(RunCommand({.argv = {"true"}, .input = "x"}).status, 0);
      worked = true;
      EXPECT_GE(more, 3u) << "there were not even pipes";
    } catch (const std::system_error& e) {
      EXPECT_EQ(e.code(), std::errc::too_many_files_open);
    }
    setrlimit(RLIMIT_NOFILE, &before);
  }
  EXPECT_TRUE(worked);
}

GRADED_TEST(RunCommand, AnyLongTimeoutIsLongEnough, 1) {
  const AllIsAsBefore check;
  for (const Duration timeout : {Duration(1h), Duration(24h * 365 * 200), Duration::max()}) {
    const CommandResult result = RunCommand({.argv = {"echo", "x"}, .timeout = timeout});
    EXPECT_FALSE(result.timed_out);
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "x\n");
  }
}

GRADED_TEST(RunCommand, SeveralThreadsMayRunCommandsAtOnce, 1) {
  const AllIsAsBefore check;
  checker::RunTogether({
      [&] {
        const CommandResult result = Shell("echo one; exit 1");
        EXPECT_EQ(result.out, "one\n");
        EXPECT_EQ(result.status, 1);
      },
      [&] {
        const CommandResult result = Shell("echo two >&2; exit 2");
        EXPECT_EQ(result.err, "two\n");
        EXPECT_EQ(result.status, 2);
      },
  });
}

}  // namespace
