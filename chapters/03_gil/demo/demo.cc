// bazel run //chapters/03_gil:demo: two counters under a GIL, as free threads and as processes, in
// the model's time and in real time, as a table and a plot.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "chapters/03_gil/demo/plot.h"
#include "checker/base/file_io.h"
#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"

namespace {

// The programs, of the learner's files or of the reference's.
struct Programs {
  std::string whose;
  std::string model;
  std::string real;
};

struct Times {
  std::map<std::string, double> model;
  std::map<std::string, double> real;
};

struct WayOfRunning {
  const char* name;   // as the programs write it
  const char* label;  // for people
};

constexpr WayOfRunning kWays[] = {{"serial", "one after the other"},
                                  {"gil", "threads under a GIL"},
                                  {"free", "free threads"},
                                  {"processes", "processes"}};

std::map<std::string, double> Parsed(const std::string& lines) {
  std::map<std::string, double> seconds;
  std::istringstream in(lines);
  for (std::string name; in >> name;) in >> seconds[name];
  return seconds;
}

// What a program wrote into the file that it got as its last word; nothing if it did not end well.
std::optional<std::string> Written(std::vector<std::string> words, const std::string& output,
                                   const std::string& file) {
  const auto child = checker::Start({std::move(words), "", output});
  if (!child.ok() || checker::ExitCodeOf(child.value()) != 0) return std::nullopt;
  const auto text = checker::ReadFile(file);
  if (!text.ok()) return std::nullopt;
  return text.value();
}

std::optional<Times> Measured(const Programs& programs) {
  const checker::ScratchFolder scratch;
  const std::string model = scratch.path() / "model";
  const std::string real = scratch.path() / "real";
  const std::string log = scratch.path() / "log";
  const auto in_model = Written({programs.model, "--schedules=1", "--", model}, log, model);
  if (!in_model) return std::nullopt;
  const auto in_reality = Written({programs.real}, real, real);
  if (!in_reality) return std::nullopt;
  return Times{Parsed(*in_model), Parsed(*in_reality)};
}

std::string Table(Times& times) {
  std::string table =
      fmt::format("{:<24}{:>16}{:>16}\n", "two counters", "model time", "real time");
  for (const WayOfRunning& way : kWays) {
    table += fmt::format("{:<24}{:>14.2f} s{:>14.2f} s\n", way.label, times.model[way.name],
                         times.real[way.name]);
  }
  return table;
}

BarGroup Group(const std::string& title, std::map<std::string, double>& seconds) {
  BarGroup group{title, {}};
  for (const WayOfRunning& way : kWays) group.bars.push_back({way.label, seconds[way.name]});
  return group;
}

// Bazel starts programs in a folder of its own; the user's is in the environment.
std::string InUsersFolder(const std::string& file) {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  return folder == nullptr || file.starts_with('/') ? file : folder + ("/" + file);
}

int Show(const Programs& programs, Times times, const std::string& file) {
  const std::string plot = Plot("Two counters, " + programs.whose,
                                {Group("In the model's time (four cores)", times.model),
                                 Group("In real time (this machine)", times.real)});
  fmt::print("With {}:\n\n{}\n", programs.whose, Table(times));
  if (!checker::WriteAtomically(file, plot).ok()) {
    fmt::print(stderr, "demo: the plot could not be written to {}; name another file\n", file);
    return 2;
  }
  fmt::print("The plot is in {}\n", file);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5 || argc > 6) {
    fmt::print(stderr, "usage: bazel run //chapters/03_gil:demo [-- FILE.svg]\n");
    return 2;
  }
  const std::string file = InUsersFolder(argc == 6 ? argv[5] : "gil_demo.svg");
  const Programs learner{"your own GIL", argv[1], argv[2]};
  const Programs reference{"the reference's GIL", argv[3], argv[4]};
  if (auto times = Measured(learner)) return Show(learner, *std::move(times), file);
  fmt::print("Your gil.h or speedup.h is not ready yet, so this is how the reference does.\n\n");
  if (auto times = Measured(reference)) return Show(reference, *std::move(times), file);
  fmt::print(stderr, "demo: the reference could not be run; please report that\n");
  return 2;
}
