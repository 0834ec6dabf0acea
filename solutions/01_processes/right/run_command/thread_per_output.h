// Right: a thread for each output, which reads until the end or until it is told to stop; the
// caller feeds, and watches for the ends.
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

#include "pidfd.h"

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
    if (pid_ > 0) End();
  }
  Leader(const Leader&) = delete;
  Leader& operator=(const Leader&) = delete;

  pid_t pid() const { return pid_; }

  // Kills the group while its number can't be anybody else's. (Before the child has made its group,
  // only its own pid reaches it.)
  int End() {
    kill(-pid_, SIGKILL);
    kill(pid_, SIGKILL);
    return Status();
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

// Collects one output in a thread of its own, until that is at its end or somebody says stop.
class Collector {
 public:
  explicit Collector(Descriptor output) : output_(std::move(output)) {
    for (Descriptor* event : {&stop_, &done_}) {
      *event = Descriptor(eventfd(0, EFD_CLOEXEC));
      if (!event->is_open()) Fail("eventfd");
    }
    thread_ = std::thread([this] { Collect(); });
  }
  ~Collector() { Stop(); }

  // Readable when the output is at its end.
  int done() const { return done_.number(); }

  // What has come until now, even if nobody has looked at it yet.
  void Stop() {
    if (!thread_.joinable()) return;
    eventfd_write(stop_.number(), 1);
    thread_.join();
    int bytes = 0;
    ioctl(output_.number(), FIONREAD, &bytes);
    const std::size_t wanted = text.size() + static_cast<std::size_t>(bytes);
    while (text.size() < wanted && Take(wanted - text.size())) {
    }
  }

  std::string text;

 private:
  void Collect() {
    pollfd ends[] = {{stop_.number(), POLLIN, 0}, {output_.number(), POLLIN, 0}};
    for (;;) {
      if (poll(ends, 2, -1) < 0) continue;  // interrupted
      if (ends[0].revents != 0) return;
      if (!Take(1 << 16)) break;
    }
    eventfd_write(done_.number(), 1);
  }

  // False at the end.
  bool Take(std::size_t most) {
    std::vector<char> piece(most);
    const ssize_t n = read(output_.number(), piece.data(), most);
    if (n > 0) text.append(piece.data(), static_cast<std::size_t>(n));
    return n > 0 || (n < 0 && errno == EINTR);
  }

  const Descriptor output_;
  Descriptor stop_;
  Descriptor done_;
  std::thread thread_;
};

// The parent's side of a command that runs: two threads collect, this one feeds and watches.
class Conversation {
 public:
  using Clock = std::chrono::steady_clock;

  Conversation(Pipes& pipes, const std::string& input, const Leader& leader)
      : left_(input),
        input_(std::move(pipes.in.writing)),
        reader_(std::move(pipes.in.reading)),
        end_(pidfd_open(leader.pid(), 0)),
        out(std::move(pipes.out.reading)),
        err(std::move(pipes.err.reading)) {
    if (!end_.is_open()) Fail("pidfd_open");
    MakeNonBlocking(input_);
  }

  bool Finish(Clock::time_point deadline) {
    pollfd ends[] = {{input_.number(), POLLOUT, 0},
                     {end_.number(), POLLIN, 0},
                     {out.done(), POLLIN, 0},
                     {err.done(), POLLIN, 0}};
    for (int over = 0; over < 3;) {
      const bool late = Clock::now() >= deadline;
      const int ready = poll(ends, 4, late ? 0 : MillisecondsTo(deadline));
      if (ready < 0 && errno != EINTR) Fail("poll");
      if (ready < 0) continue;
      if (late && ready == 0) return false;
      if (ends[0].revents != 0 && !Feed()) ends[0].fd = -1;
      for (int i = 1; i < 4; ++i) {
        if (ends[i].revents != 0) ++over;
        if (ends[i].revents != 0) ends[i].fd = -1;
      }
    }
    return true;
  }

 private:
  static int MillisecondsTo(Clock::time_point deadline) {
    if (deadline == Clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, INT_MAX));
  }

  // False when there is nothing left.
  bool Feed() {
    const ssize_t n = write(input_.number(), left_.data(), left_.size());
    if (n < 0 && errno != EINTR && errno != EAGAIN) Fail("write");
    if (n > 0) left_.remove_prefix(static_cast<std::size_t>(n));
    if (!left_.empty()) return true;
    input_.Close();
    reader_.Close();
    return false;
  }

  std::string_view left_;
  Descriptor input_;
  Descriptor reader_;
  Descriptor end_;

 public:
  Collector out;
  Collector err;
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
  const int status = timed_out ? leader.End() : leader.Status();
  conversation.out.Stop();
  conversation.err.Stop();
  return {status, std::move(conversation.out.text), std::move(conversation.err.text), timed_out};
}

#endif  // SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_
