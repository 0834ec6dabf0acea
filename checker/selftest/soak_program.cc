// Grades every variant N times, each time with another seed, and prints a table of how often the
// verdict was as declared. Run it as  bazel run //checker/selftest:soak -- N [options].
//
// For a wrong variant the test case that showed the declared finding when it was built is explored
// first; only where it shows nothing the other cases are graded, until one does. References and
// right variants can be graded on until they were silent over a number of schedules.

#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"
#include "checker/selftest/exploration.h"
#include "checker/selftest/variant.h"

namespace checker::selftest {
namespace {

struct Options {
  int repetitions = 20;
  int jobs = 2;
  long first_seed = 1000;
  long schedules = 0;    // per test case; 0: the exercise's own
  long silent_over = 0;  // schedules of all gradings of a right variant together, at least
  std::string only;      // part of the variant's name
  std::string judge, manifest;
};

struct Tally {
  int gradings = 0;
  int as_declared = 0;
  std::vector<long> first;  // schedules until the declared finding
  long schedules = 0;
  std::vector<std::string> odd;  // the seeds and verdicts that were not as declared
};

// One grading that is under way.
struct Job {
  const Variant* variant;
  long seed;
  std::string report;
};

pid_t StartJudge(const Options& options, const Job& job) {
  std::vector<std::string> words =
      GradingCommand(options.judge, *job.variant, job.seed, job.report);
  if (options.schedules > 0) words.push_back(fmt::format("--schedules={}", options.schedules));
  return Start({words}).value();
}

void Count(const Job& job, Tally& tally) {
  const Grading grading = ReadGrading(job.report);
  std::filesystem::remove(job.report);
  ++tally.gradings;
  for (const auto& [name, count] : grading.schedules) tally.schedules += count;
  if (AsDeclared(*job.variant, grading)) {
    ++tally.as_declared;
    const long first = SchedulesToDeclared(*job.variant, grading);
    if (first >= 0) tally.first.push_back(first);
    return;
  }
  std::string kinds;
  for (const auto& [name, found] : grading.kinds_by_case) {
    for (const auto& kind : found) kinds += fmt::format(" {} in {};", kind, name);
  }
  tally.odd.push_back(fmt::format("seed {}: {}, {} of {} points{}", job.seed, grading.verdict,
                                  grading.points, grading.max_points, kinds));
}

// Whether the killing case has shown the declared finding once more; then that is counted.
bool ShownAgain(const Options& options, const Variant& variant, const std::string& telling,
                long seed, Tally& tally) {
  if (telling.empty()) return false;
  const long schedules = options.schedules > 0 ? options.schedules : kSchedulesOfAGrading;
  const Exploration again = Explore(variant.binary, telling, schedules, seed);
  if (again.kind != variant.expect) return false;
  ++tally.gradings;
  ++tally.as_declared;
  tally.first.push_back(again.schedule);
  tally.schedules += again.schedule;
  return true;
}

std::string Line(const Variant& variant, const Tally& tally) {
  auto first = tally.first;
  std::sort(first.begin(), first.end());
  const std::string spread = first.empty() ? ""
                                           : fmt::format("{} / {} / {}", first.front(),
                                                         first[first.size() / 2], first.back());
  return fmt::format("{:<64} {:<18} {:>3} of {:<3} {:>10}  {}", variant.name, variant.expect,
                     tally.as_declared, tally.gradings, tally.schedules, spread);
}

bool Enough(const Options& options, const Variant& variant, const Tally& tally, int started) {
  if (started < options.repetitions) return false;
  return variant.expect != "passed" || tally.schedules >= options.silent_over;
}

// Keeps `jobs` judges busy; returns the tallies by variant.
std::map<const Variant*, Tally> GradeAll(const Options& options,
                                         const std::vector<Variant>& variants) {
  std::map<const Variant*, Tally> tallies;
  std::map<pid_t, Job> running;
  const ScratchFolder scratch;
  const auto finish_one = [&] {
    const pid_t done = wait(nullptr);
    const Job job = running.at(done);
    running.erase(done);
    Count(job, tallies[job.variant]);
  };
  for (const Variant& variant : variants) {
    const std::string telling = KillingCase(variant, ReadGrading(variant.report));
    for (int i = 0; !Enough(options, variant, tallies[&variant], i); ++i) {
      if (ShownAgain(options, variant, telling, options.first_seed + i, tallies[&variant]))
        continue;
      if (running.size() == static_cast<size_t>(options.jobs)) finish_one();
      const long seed = options.first_seed + i;
      const Job job{&variant, seed, scratch / fmt::format("{}-{}.json", running.size(), seed)};
      running.emplace(StartJudge(options, job), job);
    }
    while (!running.empty()) finish_one();
    fmt::print("{}\n", Line(variant, tallies[&variant]));
    for (const auto& odd : tallies[&variant].odd) fmt::print("    {}\n", odd);
    std::fflush(stdout);
  }
  return tallies;
}

int Run(const Options& options) {
  std::vector<Variant> variants;
  for (auto& variant : ReadManifest(options.manifest)) {
    if (variant.name.find(options.only) != std::string::npos) variants.push_back(variant);
  }
  fmt::print("{:<64} {:<18} {:>10} {:>10}  {}\n", "variant", "declared", "as declared", "schedules",
             "first: min / median / max");
  int declared = 0;
  const auto tallies = GradeAll(options, variants);
  for (const auto& [variant, tally] : tallies) declared += tally.odd.empty();
  fmt::print("{} of {} variants as declared in every grading\n", declared, variants.size());
  return declared == static_cast<int>(variants.size()) ? 0 : 1;
}

}  // namespace
}  // namespace checker::selftest

int main(int argc, char** argv) {
  checker::selftest::Options options;
  CLI::App app{"Grades every variant again and again, each time with another seed."};
  app.add_option("repetitions", options.repetitions, "gradings of each variant");
  app.add_option("--jobs", options.jobs, "gradings at the same time");
  app.add_option("--first-seed", options.first_seed, "the seeds are this one and the next ones");
  app.add_option("--schedules", options.schedules, "schedules per test case");
  app.add_option("--silent-over", options.silent_over,
                 "schedules that a right variant is graded for, at least");
  app.add_option("--only", options.only, "variants whose name holds this");
  app.add_option("--judge", options.judge)->required();
  app.add_option("--manifest", options.manifest)->required();
  CLI11_PARSE(app, argc, argv);
  try {
    return checker::selftest::Run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "soak: {}\n", error.what());
    return 2;
  }
}
