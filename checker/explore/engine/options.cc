#include "checker/explore/engine/options.h"

#include <cstdlib>
#include <cstring>

#include "checker/explore/report/record.h"

namespace explore {

const char kUsage[] =
    "--list                      the test cases\n"
    "--case=Suite.Name           one of them (all without it)\n"
    "--schedules=N --seed=S      explore N schedules; the same seed gives the same ones\n"
    "--strategy=random|pct|pos|surw|delay   one strategy instead of all in turn\n"
    "--keep-going                do not stop at the first failure\n"
    "--ignore-races              look on for other failures behind a data race\n"
    "--memory-points=auto|on|off whether plain memory accesses are scheduling points\n"
    "--replay=TOKEN [--trace]    one schedule again, with its story\n"
    "--shrink=TOKEN              a short schedule that fails in the same way\n"
    "--uncontrolled=N            N repetitions with real threads\n"
    "--result-fd=N --report-fd=N --nonce-fd=N   for the judge\n";

namespace {

// The value if the argument is --name=value.
const char* ValueOf(const char* argument, const char* name) {
  const std::size_t length = std::strlen(name);
  if (std::strncmp(argument, name, length) != 0 || argument[length] != '=') return nullptr;
  return argument + length + 1;
}

bool SetStrategy(Portfolio& portfolio, const char* name) {
  for (int i = 0; i < kStrategyCount; ++i) {
    if (*name == 0 || std::strcmp(name, kStrategies[i].option) != 0) continue;
    portfolio.only_one = true;
    portfolio.strategy = static_cast<StrategyKind>(i);
    return true;
  }
  return false;
}

bool SetMemoryPoints(Portfolio& portfolio, const char* name) {
  if (std::strcmp(name, "auto") == 0)
    portfolio.memory_points = MemoryPoints::kAuto;
  else if (std::strcmp(name, "on") == 0)
    portfolio.memory_points = MemoryPoints::kOn;
  else if (std::strcmp(name, "off") == 0)
    portfolio.memory_points = MemoryPoints::kOff;
  else
    return false;
  return true;
}

std::uint64_t Number(const char* text) { return std::strtoull(text, nullptr, 10); }

// Whether the argument was one of ours.
bool Take(const char* argument, Options& options) {
  const char* value = nullptr;
  bool understood = true;
  if (std::strcmp(argument, "--list") == 0)
    options.list = true;
  else if (std::strcmp(argument, "--keep-going") == 0)
    options.keep_going = true;
  else if (std::strcmp(argument, "--ignore-races") == 0)
    options.ignore_races = true;
  else if (std::strcmp(argument, "--trace") == 0)
    options.trace = true;
  else if ((value = ValueOf(argument, "--case")))
    options.test_case = value;
  else if ((value = ValueOf(argument, "--schedules")))
    options.schedules = Number(value);
  else if ((value = ValueOf(argument, "--seed")))
    options.portfolio.seed = Number(value);
  else if ((value = ValueOf(argument, "--strategy")))
    understood = SetStrategy(options.portfolio, value);
  else if ((value = ValueOf(argument, "--memory-points")))
    understood = SetMemoryPoints(options.portfolio, value);
  else if ((value = ValueOf(argument, "--replay")))
    options.replay = value;
  else if ((value = ValueOf(argument, "--shrink")))
    options.shrink = value;
  else if ((value = ValueOf(argument, "--uncontrolled")))
    options.uncontrolled = Number(value);
  else if ((value = ValueOf(argument, "--result-fd")))
    channel.result_fd = static_cast<int>(Number(value));
  else if ((value = ValueOf(argument, "--report-fd")))
    channel.report_fd = static_cast<int>(Number(value));
  else if ((value = ValueOf(argument, "--nonce-fd"))) {
  }  // read long ago, see startup.cc
  else
    return false;
  if (!understood) options.mistake = argument;
  return true;
}

}  // namespace

Options ParseOptions(int& argc, char** argv) {
  Options options;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    if (!Take(argv[i], options)) argv[kept++] = argv[i];
  }
  argc = kept;
  argv[argc] = nullptr;
  return options;
}

}  // namespace explore
