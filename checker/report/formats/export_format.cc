#include "checker/report/formats/export_format.h"

#include <algorithm>
#include <stdexcept>

namespace checker {
namespace {

// Files are initialised in any order, so the list has to be there when the first of them asks.
template <class Format>
std::vector<Format>& Registered() {
  static std::vector<Format> formats;
  return formats;
}

template <class Format>
void Register(const Format& format) {
  std::vector<Format>& all = Registered<Format>();
  const auto before = [](const Format& a, const Format& b) {
    return std::string_view(a.name) < b.name;
  };
  all.insert(std::upper_bound(all.begin(), all.end(), format, before), format);
}

template <class Format>
const Format& Named(std::string_view name) {
  for (const Format& format : Registered<Format>()) {
    if (format.name == name) return format;
  }
  throw std::logic_error("no format " + std::string(name));
}

}  // namespace

RegisterFormat::RegisterFormat(const ReportFormat& format) { Register(format); }
RegisterFormat::RegisterFormat(const ReplayFormat& format) { Register(format); }

const std::vector<ReportFormat>& ReportFormats() { return Registered<ReportFormat>(); }
const std::vector<ReplayFormat>& ReplayFormats() { return Registered<ReplayFormat>(); }

const ReportFormat& ReportFormatNamed(std::string_view name) { return Named<ReportFormat>(name); }
const ReplayFormat& ReplayFormatNamed(std::string_view name) { return Named<ReplayFormat>(name); }

}  // namespace checker
