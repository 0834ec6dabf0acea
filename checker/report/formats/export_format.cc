#include "checker/report/formats/export_format.h"

#include <algorithm>
#include <stdexcept>

namespace checker {
namespace {

// Files are initialised in any order, so the list has to be there when the first of them asks.
std::vector<ReplayFormat>& Registered() {
  static std::vector<ReplayFormat> formats;
  return formats;
}

bool Before(const ReplayFormat& a, const ReplayFormat& b) {
  return std::string_view(a.name) < b.name;
}

}  // namespace

RegisterFormat::RegisterFormat(const ReplayFormat& format) {
  std::vector<ReplayFormat>& all = Registered();
  all.insert(std::upper_bound(all.begin(), all.end(), format, Before), format);
}

const std::vector<ReplayFormat>& ReplayFormats() { return Registered(); }

const ReplayFormat& ReplayFormatNamed(std::string_view name) {
  for (const ReplayFormat& format : Registered()) {
    if (format.name == name) return format;
  }
  throw std::logic_error("no format " + std::string(name));
}

}  // namespace checker
