#include "checker/sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "checker/sandbox/bubblewrap.h"
#include "checker/sandbox/descriptor.h"
#include "checker/sandbox/sandbox_init.h"
#include "checker/sandbox/seccomp_filter.h"

namespace checker {
namespace {

using Clock = std::chrono::steady_clock;

// Descriptors of the child: the program's own below kPrivate, then bubblewrap's and ours.
constexpr int kPrivate = 10;
constexpr int kStatus = kPrivate;
constexpr int kSeccomp = kPrivate + 1;
// The first process enforces the limit on real time; this much later we end even that one.
constexpr std::chrono::seconds kGrace{3};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

std::optional<Pipe> OpenPipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Pipe result{OutOfTheWay(ends[0]), OutOfTheWay(ends[1])};
  if (!result.read_end.open() || !result.write_end.open()) return std::nullopt;
  return result;
}

// A stream that comes out of the sandbox.
struct Stream {
  int inside;  // its number inside
  Pipe pipe;
  std::int64_t limit_bytes;
  bool overflow_ends_run;
  std::string text = {};
};

class Run {
 public:
  Run(const SandboxPolicy& policy, const std::vector<std::string>& program,
      const std::vector<Channel>& channels)
      : policy_(policy), program_(program), channels_(channels) {}

  RunResult Finish() {
    const Clock::time_point start = Clock::now();
    RunResult result;
    if (const std::string problem = Prepare(); !problem.empty()) {
      result.end = SandboxFailure{problem + ": " + strerror(errno)};
      return result;
    }
    Start();
    if (child_ < 0) {
      result.end = SandboxFailure{std::string("could not start a process: ") + strerror(errno)};
      return result;
    }
    Gather(start + policy_.limits.real_time + kGrace);
    result.real_time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
    Conclude(result);
    return result;
  }

 private:
  // The name of what failed (errno says why), or "".
  std::string Prepare() {
    std::error_code error;
    myself_ = std::filesystem::read_symlink("/proc/self/exe", error).string();
    if (error) return "could not find this program's own file";
    seccomp_ = OutOfTheWay(OpenSeccompFilter(policy_));
    if (!seccomp_.open()) return "could not make the seccomp filter";
    const std::int64_t output = policy_.limits.output_bytes;
    bool ok =
        AddStream(1, output, true) && AddStream(2, output, true) && AddStream(kStatus, 4096, false);
    for (const Channel& channel : channels_) {
      ok = ok && (channel.way == Channel::Way::kFromProgram
                      ? AddStream(channel.descriptor, channel.limit_bytes, false)
                      : AddInput(channel));
    }
    return ok ? "" : "could not open a pipe";
  }

  bool AddStream(int inside, std::int64_t limit_bytes, bool overflow_ends_run) {
    auto pipe = OpenPipe();
    if (!pipe) return false;
    streams_.push_back({inside, std::move(*pipe), limit_bytes, overflow_ends_run});
    return true;
  }

  // The input is small enough for the pipe to hold it, so nobody has to feed it later.
  bool AddInput(const Channel& channel) {
    auto pipe = OpenPipe();
    if (!pipe) return false;
    const ssize_t size = static_cast<ssize_t>(channel.input.size());
    if (write(pipe->write_end.get(), channel.input.data(), size) != size) return false;
    inputs_.emplace_back(channel.descriptor, std::move(pipe->read_end));
    return true;
  }

  std::vector<std::string> CommandLine() const {
    SandboxPolicy policy = policy_;
    policy.read_only.push_back({myself_, kSandboxInitPath});
    std::vector<std::string> line = BubblewrapArguments(policy, kSeccomp);
    const auto init = SandboxInitArguments(policy_.limits, kStatus, kPrivate, program_);
    line.insert(line.end(), init.begin(), init.end());
    return line;
  }

  void Start() {
    const std::vector<std::string> line = CommandLine();
    std::vector<char*> arguments;
    for (const std::string& word : line) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) BecomeBubblewrap(arguments.data());
    inputs_.clear();
    for (Stream& stream : streams_) stream.pipe.write_end.Close();
  }

  // In the child: only async-signal-safe calls, as this process may have had threads.
  [[noreturn]] void BecomeBubblewrap(char** arguments) {
    const int null = open("/dev/null", O_RDONLY);
    if (null > 0) dup2(null, 0);
    for (int fd = 3; fd <= kSeccomp; ++fd) close(fd);
    for (const Stream& stream : streams_) dup2(stream.pipe.write_end.get(), stream.inside);
    for (const auto& [inside, end] : inputs_) dup2(end.get(), inside);
    dup2(seccomp_.get(), kSeccomp);
    syscall(SYS_close_range, kSeccomp + 1, ~0u, 0);  // whatever else this process had open
    // If the machine runs out of memory, this is the process to lose.
    if (const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); file >= 0) {
      [[maybe_unused]] const ssize_t ignored = write(file, "1000", 4);
    }
    setsid();
    execv(arguments[0], arguments);
    dprintf(2, "cannot run %s (%s); install the package bubblewrap", arguments[0], strerror(errno));
    _exit(127);
  }

  // Until all streams are closed and bubblewrap is gone, or the time is up.
  void Gather(Clock::time_point deadline) {
    Descriptor exit_event(static_cast<int>(syscall(SYS_pidfd_open, child_, 0)));
    bool gone = false;
    while (!gone || AnyOpen()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0 || flooded_) break;
      std::vector<pollfd> waits;
      for (const Stream& stream : streams_)
        waits.push_back({stream.pipe.read_end.get(), POLLIN, 0});
      waits.push_back({gone ? -1 : exit_event.get(), POLLIN, 0});
      if (poll(waits.data(), waits.size(), static_cast<int>(left.count())) < 0) continue;
      for (std::size_t i = 0; i < streams_.size(); ++i) {
        if (waits[i].revents != 0) ReadSome(streams_[i]);
      }
      gone = gone || waits.back().revents != 0;
    }
    timed_out_ = !gone && !flooded_;
    kill(child_, SIGKILL);  // takes the whole sandbox with it: --die-with-parent
    while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  bool AnyOpen() const {
    return std::any_of(streams_.begin(), streams_.end(),
                       [](const Stream& stream) { return stream.pipe.read_end.open(); });
  }

  void ReadSome(Stream& stream) {
    char buffer[65536];
    const ssize_t size = read(stream.pipe.read_end.get(), buffer, sizeof buffer);
    if (size <= 0) {
      stream.pipe.read_end.Close();
      return;
    }
    const std::int64_t room = stream.limit_bytes - static_cast<std::int64_t>(stream.text.size());
    stream.text.append(buffer, std::min<std::int64_t>(size, std::max<std::int64_t>(room, 0)));
    if (size > room && stream.overflow_ends_run) flooded_ = true;
  }

  void Conclude(RunResult& result) {
    std::string status_line;
    for (Stream& stream : streams_) {
      if (stream.inside == 1)
        result.standard_output = std::move(stream.text);
      else if (stream.inside == 2)
        result.standard_error = std::move(stream.text);
      else if (stream.inside == kStatus)
        status_line = std::move(stream.text);
      else
        result.channels[stream.inside] = std::move(stream.text);
    }
    result.end = HowItEnded(status_line, result);
  }

  RunEnd HowItEnded(const std::string& status_line, RunResult& result) const {
    if (flooded_) return Limit::kOutput;
    if (timed_out_) return Limit::kRealTime;
    const auto status = ParseStatus(status_line);
    if (!status) return SandboxFailure{WhyBubblewrapFailed(result.standard_error)};
    result.processor_time = std::chrono::microseconds(status->processor_us);
    result.max_resident_bytes = status->max_resident_kb * 1024;
    result.left_behind = status->left_behind;
    if (status->how == "exit") return ExitCode{status->value};
    if (status->how == "signal") return Signal{status->value};
    if (status->how == "processor time") return Limit::kProcessorTime;
    if (status->how == "real time") return Limit::kRealTime;
    if (status->how == "memory") return Limit::kMemory;
    if (status->how == "tasks") return Limit::kTasks;
    return SandboxFailure{"could not " + status->how + " " + program_[0] + ": " +
                          strerror(status->value)};
  }

  const SandboxPolicy& policy_;
  const std::vector<std::string>& program_;
  const std::vector<Channel>& channels_;
  std::string myself_;
  Descriptor seccomp_;
  std::vector<Stream> streams_;
  std::vector<std::pair<int, Descriptor>> inputs_;
  pid_t child_ = -1;
  bool flooded_ = false;
  bool timed_out_ = false;
};

}  // namespace

RunResult RunInSandbox(const SandboxPolicy& policy, const std::vector<std::string>& program,
                       const std::vector<Channel>& channels) {
  return Run(policy, program, channels).Finish();
}

}  // namespace checker
