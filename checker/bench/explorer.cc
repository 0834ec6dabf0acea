// How fast the explorer is:  bazel run //checker/bench:explorer [-- SCHEDULES]
//
// Prints schedules per second in one process on one core, as a ratio to the same test run with real
// threads under ThreadSanitizer alone (processor time both; aim: 1.0 or better), what a scheduling
// point costs, and the memory of a test process (aim: below 256 MB).

#include <fmt/core.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace checker {
namespace {

struct Measured {
  double seconds = 0;  // of processor time
  long resident_kb = 0;
  long steps = 0;
};

double InSeconds(const timeval& time) { return time.tv_sec + time.tv_usec * 1e-6; }

// "  300 schedules, 298 distinct, 21034 steps: no failure" -> 21034
long StepsIn(const std::string& output) {
  const std::size_t end = output.find(" steps");
  if (end == std::string::npos) return 0;
  const std::size_t begin = output.rfind(' ', end - 1);
  return std::atol(output.substr(begin + 1).c_str());
}

std::string ReadAll(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t size; (size = read(descriptor, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(size));
  }
  return text;
}

Measured Run(const char* program, const std::string& test_case, const std::string& how) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const std::string which = "--case=" + test_case;
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    execl(program, program, which.c_str(), how.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  const std::string output = ReadAll(ends[0]);
  close(ends[0]);
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  if (status != 0) throw std::runtime_error(test_case + " failed: " + output);
  return {InSeconds(used.ru_utime) + InSeconds(used.ru_stime), used.ru_maxrss, StepsIn(output)};
}

void Compare(const char* program, int schedules) {
  const std::string test_case = "Bench.BoundedQueueWithThreeWorkers";
  const Measured explored = Run(program, test_case, fmt::format("--schedules={}", schedules));
  const Measured plain = Run(program, test_case, fmt::format("--uncontrolled={}", schedules));
  fmt::print("bounded queue, 3 workers, {} schedules of {} points\n", schedules,
             explored.steps / schedules);
  fmt::print("  explored    {:>7.0f} schedules/s\n", schedules / explored.seconds);
  fmt::print("  plain TSan  {:>7.0f} runs/s\n", schedules / plain.seconds);
  fmt::print("  ratio       {:>7.2f}\n", plain.seconds / explored.seconds);
  fmt::print("  memory      {:>7} MB\n", explored.resident_kb / 1024);
}

void CostOfAPoint(const char* program, int schedules) {
  const std::string test_case = "Bench.TwoThreadsLock";
  const Measured explored = Run(program, test_case, fmt::format("--schedules={}", schedules));
  const Measured plain = Run(program, test_case, fmt::format("--uncontrolled={}", schedules));
  fmt::print("a scheduling point: {:.0f} ns more than the bare operation ({} points)\n",
             (explored.seconds - plain.seconds) * 1e9 / static_cast<double>(explored.steps),
             explored.steps);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  const char* const program = argv[1];
  const int schedules = argc > 2 ? std::atoi(argv[2]) : 2000;
  try {
    checker::Compare(program, schedules);
    checker::CostOfAPoint(program, schedules / 20 + 1);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "explorer benchmark: {}\n", error.what());
    return 2;
  }
}
