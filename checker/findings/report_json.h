// Reports and findings as JSON, schema 2.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_FINDINGS_REPORT_JSON_H_
#define CHECKER_FINDINGS_REPORT_JSON_H_

#include <string>
#include <vector>

#include "checker/findings/report.h"

namespace checker {

// Bytes that are not UTF-8 become U+FFFD.
std::string ReportToJson(const Report& report);
std::string FindingsToJson(const std::vector<Finding>& findings);

// Throw std::runtime_error that says what is wrong with the text.
Report ReportFromJson(const std::string& text);
std::vector<Finding> FindingsFromJson(const std::string& text);

}  // namespace checker

#endif  // CHECKER_FINDINGS_REPORT_JSON_H_
