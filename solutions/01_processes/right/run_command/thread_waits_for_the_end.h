// Right: no pidfd: a thread waits for the end without reaping, and tells it by an eventfd.
#ifndef SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_
#define SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using Duration = std::chrono::nanoseconds;

struct Command {
  std::vector<std::string> argv = {};
  std::string input = {};
  std::optional<Duration> timeout = {};
};

struct CommandResult {
  int status = 0;
  std::string out = {};
  std::string err = {};
  bool timed_out = false;
};

[[noreturn]] inline void Fail(const char* what, int error = errno) {
  throw std::system_error(error, std::generic_category(), what);
}

// A descriptor that is closed when it is not needed any more.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { Close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

  // Never again after an EINTR: the number may be another file's by then.
  void Close() {
    if (is_open()) close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

// Both ends are close-on-exec from the beginning, since another thread may fork at any moment.
struct Pipe {
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) Fail("pipe2");
    reading = Descriptor(ends[0]);
    writing = Descriptor(ends[1]);
    LeaveTheFirstThree(reading);
    LeaveTheFirstThree(writing);
  }

  // If the caller's 0 to 2 are closed, the ends get these numbers. In the child, where they are
  // made anew, one would overwrite the other; and dup2(1, 1) leaves 1 close-on-exec.
  static void LeaveTheFirstThree(Descriptor& end) {
    if (end.number() > 2) return;
    Descriptor higher(fcntl(end.number(), F_DUPFD_CLOEXEC, 3));
    if (!higher.is_open()) Fail("fcntl");
    end = std::move(higher);
  }

  Descriptor reading;
  Descriptor writing;
};

struct Pipes {
  Pipe in = {};
  Pipe out = {};
  Pipe err = {};
  Pipe failure = {};  // brings the errno of the child; an exec that works closes it
};

// In the child, between fork and exec: nothing that may wait for a lock of another thread.
inline bool BecomeReady(const Pipes& pipes) {
  sigset_t none;
  sigemptyset(&none);
  return setpgid(0, 0) == 0 && dup2(pipes.in.reading.number(), 0) == 0 &&
         dup2(pipes.out.writing.number(), 1) == 1 && dup2(pipes.err.writing.number(), 2) == 2 &&
         close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0 && signal(SIGPIPE, SIG_DFL) != SIG_ERR &&
         sigprocmask(SIG_SETMASK, &none, nullptr) == 0;
}

// A child that leads its group, until it has been reaped.
class Leader {
 public:
  Leader(const Pipes& pipes, char* const* argv) : pid_(fork()) {
    if (pid_ < 0) Fail("fork");
    if (pid_ > 0) return;
    if (BecomeReady(pipes)) execvp(argv[0], argv);
    const int error = errno;
    while (write(pipes.failure.writing.number(), &error, sizeof error) < 0 && errno == EINTR) {
    }
    _exit(127);
  }
  ~Leader() {
    if (pid_ < 0) return;
    Kill();
    Status();
  }
  Leader(const Leader&) = delete;
  Leader& operator=(const Leader&) = delete;

  pid_t pid() const { return pid_; }

  // Kills the group while its number can't be anybody else's. (Before the child has made its group,
  // only its own pid reaches it.)
  void Kill() const {
    kill(-pid_, SIGKILL);
    kill(pid_, SIGKILL);
  }

  // Waits for the end and reaps.
  int Status() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0) {
      if (errno != EINTR) Fail("waitpid", (pid_ = -1, errno));
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

inline void MakeNonBlocking(const Descriptor& end) {
  const int flags = fcntl(end.number(), F_GETFL);
  if (flags < 0 || fcntl(end.number(), F_SETFL, flags | O_NONBLOCK) < 0) Fail("fcntl");
}

// Throws what went wrong in the child before its program began.
inline void AwaitExec(Descriptor& failure) {
  int error = 0;
  ssize_t n = 0;
  do {
    n = read(failure.number(), &error, sizeof error);
  } while (n < 0 && errno == EINTR);
  if (n < 0) Fail("read");
  if (n > 0) Fail("exec", error);
  failure.Close();
}

// The parent's side of a command that runs.
class Conversation {
 public:
  using Clock = std::chrono::steady_clock;

  Conversation(Pipes& pipes, const std::string& input, const Leader& leader)
      : left_(input),
        input_(std::move(pipes.in.writing)),
        reader_(std::move(pipes.in.reading)),
        outputs_{std::move(pipes.out.reading), std::move(pipes.err.reading)},
        end_(eventfd(0, EFD_CLOEXEC)),
        leader_(leader) {
    if (!end_.is_open()) Fail("eventfd");
    for (const Descriptor* end : {&input_, &outputs_[0], &outputs_[1]}) MakeNonBlocking(*end);
    if (left_.empty()) CloseInput();
    waiter_ = std::thread([pid = leader.pid(), end = end_.number()] {
      siginfo_t info;
      while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 &&
             errno == EINTR) {
      }
      eventfd_write(end, 1);
    });
  }
  ~Conversation() {
    if (!waiter_.joinable()) return;
    leader_.Kill();
    waiter_.join();
  }

  // The command has ended, or is about to. Nobody reaps it before its waiter has seen it.
  void JoinWaiter() { waiter_.join(); }

  // True when the command has ended and so have its outputs; false if `deadline` comes first.
  bool Finish(Clock::time_point deadline) {
    while (!IsOver()) {
      const bool late = Clock::now() >= deadline;
      Exchange(late ? 0 : MillisecondsTo(deadline));
      if (late) return LastLook();
    }
    return true;
  }

  // What has been written until now. Not until nothing is left: somebody might go on writing.
  void TakeWhatIsThere() {
    for (int i = 0; i < 2; ++i) {
      int bytes = 0;
      if (outputs_[i].is_open() && ioctl(outputs_[i].number(), FIONREAD, &bytes) < 0) Fail("ioctl");
      const std::size_t wanted = texts[i].size() + static_cast<std::size_t>(bytes);
      while (outputs_[i].is_open() && texts[i].size() < wanted) Collect(i);
    }
  }

  std::string texts[2];

 private:
  bool IsOver() const { return ended_ && !outputs_[0].is_open() && !outputs_[1].is_open(); }

  // All may have been over in time, and only not yet have been read.
  bool LastLook() {
    TakeWhatIsThere();
    Exchange(0);
    return IsOver();
  }

  // Never early, so rounded up.
  static int MillisecondsTo(Clock::time_point deadline) {
    if (deadline == Clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, INT_MAX));
  }

  // Sleeps until something can be done, and does each thing once. (Closed ones are -1, which poll
  // passes over.)
  void Exchange(int milliseconds) {
    pollfd ends[] = {{input_.number(), POLLOUT, 0},
                     {outputs_[0].number(), POLLIN, 0},
                     {outputs_[1].number(), POLLIN, 0},
                     {ended_ ? -1 : end_.number(), POLLIN, 0}};
    if (poll(ends, std::size(ends), milliseconds) < 0) {
      if (errno == EINTR) return;
      Fail("poll");
    }
    if (ends[0].revents != 0) Feed();
    if (ends[1].revents != 0) Collect(0);
    if (ends[2].revents != 0) Collect(1);
    if (ends[3].revents != 0) ended_ = true;  // closed later: its writer may be in it still
  }

  void Feed() {
    const ssize_t n = write(input_.number(), left_.data(), left_.size());
    if (n < 0 && errno != EINTR && errno != EAGAIN) Fail("write");
    if (n > 0) left_.remove_prefix(static_cast<std::size_t>(n));
    if (left_.empty()) CloseInput();
  }

  void CloseInput() {
    input_.Close();
    reader_.Close();
  }

  void Collect(int i) {
    char piece[1 << 16];
    const ssize_t n = read(outputs_[i].number(), piece, sizeof piece);
    if (n > 0) texts[i].append(piece, static_cast<std::size_t>(n));
    if (n == 0) outputs_[i].Close();
    if (n < 0 && errno != EINTR && errno != EAGAIN) Fail("read");
  }

  std::string_view left_;
  Descriptor input_;
  Descriptor reader_;  // as long as this is open, a write can't raise SIGPIPE, whoever has left
  Descriptor outputs_[2];
  Descriptor end_;  // readable when the command has ended
  bool ended_ = false;
  const Leader& leader_;
  std::thread waiter_ = {};
};

inline std::chrono::steady_clock::time_point DeadlineOf(const Command& command) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point now = Clock::now();
  const Duration timeout = command.timeout.value_or(Duration::max());
  if (timeout <= Duration::zero()) return now;
  return timeout > Clock::time_point::max() - now ? Clock::time_point::max() : now + timeout;
}

inline std::vector<char*> ArgumentsOf(const Command& command) {
  if (command.argv.empty()) throw std::invalid_argument("there is no program to run");
  std::vector<char*> arguments;
  for (const std::string& argument : command.argv) {
    if (argument.find('\0') != argument.npos) throw std::invalid_argument("a NUL byte");
    arguments.push_back(const_cast<char*>(argument.c_str()));  // exec does not change it
  }
  arguments.push_back(nullptr);
  return arguments;
}

inline CommandResult RunCommand(const Command& command) {
  const std::vector<char*> arguments = ArgumentsOf(command);
  const auto deadline = DeadlineOf(command);
  Pipes pipes;
  Leader leader(pipes, arguments.data());
  pipes.out.writing.Close();  // else the ends of the outputs would never come
  pipes.err.writing.Close();
  pipes.failure.writing.Close();
  AwaitExec(pipes.failure.reading);
  Conversation conversation(pipes, command.input, leader);
  const bool timed_out = !conversation.Finish(deadline);
  if (timed_out) leader.Kill();
  conversation.JoinWaiter();
  const int status = leader.Status();
  if (timed_out) conversation.TakeWhatIsThere();
  return {status, std::move(conversation.texts[0]), std::move(conversation.texts[1]), timed_out};
}

#endif  // SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_
