#include "checker/selftest/exploration.h"

#include <cstdlib>

#include "checker/base/subprocess.h"

namespace checker::selftest {
namespace {

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
  return ParseExploration(
      OutputOf({binary, "--case=" + test_case, "--schedules=" + std::to_string(schedules),
                "--seed=" + std::to_string(seed)})
          .value());
}

}  // namespace checker::selftest
