// The arguments of a test binary.
//
// Thread safety: plain data; the arguments are read by main().
#ifndef CHECKER_EXPLORE_ENGINE_OPTIONS_H_
#define CHECKER_EXPLORE_ENGINE_OPTIONS_H_

#include <cstdint>

#include "checker/explore/strategy/portfolio.h"

namespace explore {

struct Options {
  bool list = false;
  const char* test_case = nullptr;  // nullptr: every case
  std::uint64_t schedules = 300;
  std::uint64_t uncontrolled = 0;  // > 0: so many repetitions with real threads
  bool keep_going = false;
  bool ignore_races = false;  // look on for other failures behind a data race
  bool trace = false;
  const char* replay = nullptr;  // a token
  const char* shrink = nullptr;  // a token
  Portfolio portfolio;
  const char* mistake = nullptr;  // what could not be understood
};

// Takes the explorer's arguments out of argv (GoogleTest sees the rest) and sets `channel`.
Options ParseOptions(int& argc, char** argv);

extern const char kUsage[];

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_OPTIONS_H_
