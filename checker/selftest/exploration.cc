#include "checker/selftest/exploration.h"

#include <fmt/core.h>
#include <stdio.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace checker::selftest {
namespace {

struct ClosePipe {
  void operator()(FILE* pipe) const { pclose(pipe); }
};

// The rest of the line behind `sign`, or "".
std::string Behind(const std::string& sign, const std::string& words) {
  const std::size_t at = words.find(sign);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + sign.size();
  return words.substr(begin, words.find('\n', begin) - begin);
}

}  // namespace

Exploration ParseExploration(const std::string& words) {
  Exploration result;
  const std::string kind = Behind("FAILED: ", words);
  result.kind = kind.substr(0, kind.find(" ("));
  if (!result.kind.empty()) result.schedule = std::atol(Behind("\n    schedule ", words).c_str());
  return result;
}

Exploration Explore(const std::string& binary, const std::string& test_case, long schedules,
                    long seed) {
  const std::string command = fmt::format("'{}' '--case={}' --schedules={} --seed={} 2>/dev/null",
                                          binary, test_case, schedules, seed);
  const std::unique_ptr<FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
  if (!pipe) throw std::runtime_error("can't run " + binary);
  std::string words;
  char buffer[4096];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, pipe.get())) {
    words.append(buffer, size);
  }
  return ParseExploration(words);
}

}  // namespace checker::selftest
