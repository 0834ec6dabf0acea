// The wrong variants as ThreadSanitizer alone sees them, beside the explorer. Each variant's
// telling test case is explored N times with new seeds. Then, N times, all its test cases run in
// turn with real threads, again and again, for the processor time that a grading takes until it has
// the declared finding. Run it as  bazel run //checker/selftest:plain_tsan -- N [--only PART].
//
// It runs the variants outside the sandbox: they are ours.

#include <fmt/core.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"
#include "checker/selftest/exploration.h"
#include "checker/selftest/variant.h"

namespace checker::selftest {
namespace {

using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

constexpr long kFirstSeed = 2000;

struct Options {
  int repetitions = 20;
  int hang_seconds = 5;  // of real time, after which a test case is taken for stuck
  std::string only, judge, manifest;
};

enum class End { kClean, kFailed, kStuck };

struct Measured {
  End end = End::kClean;
  Seconds processor_time{0};
};

struct Tally {
  int explorer = 0;
  int plain = 0;
  int plain_stuck = 0;
  long plain_runs = 0;
  Seconds budget{0};
};

Seconds InSeconds(const timeval& time) { return Seconds(time.tv_sec + time.tv_usec * 1e-6); }

Measured Run(const std::vector<std::string>& words, std::chrono::seconds limit) {
  // In a process group of its own, silent, so that all of it can be ended.
  const pid_t child = Start({words, "", "/dev/null", /*own_group=*/true}).value();
  const auto end = Clock::now() + limit;
  int status = 0;
  rusage used{};
  Measured result;
  while (wait4(child, &status, WNOHANG, &used) == 0) {
    if (Clock::now() < end) {
      usleep(500);  // only a look at the clock; nothing depends on it
      continue;
    }
    result.end = End::kStuck;
    kill(-child, SIGKILL);
    wait4(child, &status, 0, &used);
    break;
  }
  if (result.end == End::kClean && status != 0) result.end = End::kFailed;
  result.processor_time = InSeconds(used.ru_utime) + InSeconds(used.ru_stime);
  return result;
}

std::vector<std::string> CasesOf(const Grading& grading) {
  std::vector<std::string> names;
  for (const auto& [name, kinds] : grading.kinds_by_case) names.push_back(name);
  return names;
}

// One test case after the other with real threads, until one fails or the time is used up.
void RunPlainly(const Options& options, const Variant& variant,
                const std::vector<std::string>& cases, Tally& tally) {
  Seconds used{0};
  for (std::size_t i = 0; used < tally.budget; ++i) {
    const Measured one =
        Run({variant.binary, "--case=" + cases[i % cases.size()], "--uncontrolled=1"},
            std::chrono::seconds(options.hang_seconds));
    used += one.processor_time;
    ++tally.plain_runs;
    if (one.end == End::kClean) continue;
    ++tally.plain;
    tally.plain_stuck += one.end == End::kStuck;
    return;
  }
}

Tally Compare(const Options& options, const Variant& variant) {
  Tally tally;
  const ScratchFolder scratch;
  const Grading known = ReadGrading(variant.report);
  const std::string telling = KillingCase(variant, known);
  const std::vector<std::string> cases = CasesOf(known);
  tally.budget = Run(GradingCommand(options.judge, variant, kFirstSeed, scratch / "report.json"),
                     std::chrono::minutes(10))
                     .processor_time;
  for (int i = 0; i < options.repetitions; ++i) {
    const Exploration found =
        Explore(variant.binary, telling, kSchedulesOfAGrading, kFirstSeed + i);
    tally.explorer += found.kind == variant.expect;
    RunPlainly(options, variant, cases, tally);
  }
  return tally;
}

void Print(const Options& options, const Variant& variant, const Tally& tally) {
  fmt::print("{:<64} {:<18} {:>3} of {:<3} {:>3} of {:<3} {:>6} {:>8} {:>8.2f}\n", variant.name,
             variant.expect, tally.explorer, options.repetitions, tally.plain, options.repetitions,
             tally.plain_stuck, tally.plain_runs, tally.budget.count());
  std::fflush(stdout);
}

void CompareAll(const Options& options) {
  fmt::print("{:<64} {:<18} {:<10} {:<10} {:>6} {:>8} {:>8}\n", "variant", "declared", "explorer",
             "plain TSan", "stuck", "runs", "s each");
  int variants = 0;
  Tally sum;
  for (const auto& variant : ReadManifest(options.manifest)) {
    if (variant.expect == "passed" || variant.name.find(options.only) == std::string::npos)
      continue;
    const Tally tally = Compare(options, variant);
    Print(options, variant, tally);
    ++variants;
    sum.explorer += tally.explorer;
    sum.plain += tally.plain;
  }
  const int all = variants * options.repetitions;
  fmt::print("explorer: {} of {}   plain TSan, in the same processor time: {} of {}\n",
             sum.explorer, all, sum.plain, all);
}

}  // namespace
}  // namespace checker::selftest

int main(int argc, char** argv) {
  checker::selftest::Options options;
  CLI::App app{"The wrong variants as ThreadSanitizer alone sees them, beside the explorer."};
  app.add_option("repetitions", options.repetitions, "gradings of each variant");
  app.add_option("--hang-seconds", options.hang_seconds, "a test case that takes longer is stuck");
  app.add_option("--only", options.only, "variants whose name holds this");
  app.add_option("--judge", options.judge)->required();
  app.add_option("--manifest", options.manifest)->required();
  CLI11_PARSE(app, argc, argv);
  try {
    checker::selftest::CompareAll(options);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "plain_tsan: {}\n", error.what());
    return 2;
  }
}
