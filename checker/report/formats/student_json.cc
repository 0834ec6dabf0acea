// A student's reports as JSON, schema 1: the reports of what was submitted, each with a schema of
// its own.
#include <nlohmann/json.hpp>

#include "checker/findings/report_json.h"
#include "checker/report/formats/export_format.h"
#include "checker/report/read_report.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string ToJson(const StudentReports& student) {
  Json reports = Json::array();
  Json missing = Json::array();
  for (const auto& [report, submitted] : student.exercises) {
    if (submitted) reports.push_back(Json::parse(ReportToJson(report)));
    if (!submitted) missing.push_back(Label(report));
  }
  const Json json = {{"schema", 1},
                     {"student", student.student},
                     {"points", student.points ? Json(*student.points) : Json()},
                     {"max_points", student.max_points},
                     {"notes", student.notes},
                     {"not_submitted", missing},
                     {"reports", reports}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const RegisterFormat kRegistered(ReportFormat{"report.json", ToJson});

}  // namespace
}  // namespace checker
