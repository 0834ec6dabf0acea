// report.json, schema 1: what the judge writes and every renderer starts from.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_REPORT_JSON_H_
#define CHECKER_REPORT_REPORT_JSON_H_

#include <string>
#include <string_view>

#include "checker/report/report.h"
#include "checker/submission/or_error.h"

namespace checker {

// Fails on text that is no report: truncated, of another schema, with an unknown verdict or with a
// case that names a finding which is not there.
OrError<Report> ParseReport(std::string_view json);

// Bytes that are no UTF-8 become U+FFFD.
std::string ReportToJson(const Report& report);

}  // namespace checker

#endif  // CHECKER_REPORT_REPORT_JSON_H_
