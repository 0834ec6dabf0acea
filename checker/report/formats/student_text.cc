// A student's reports as text: every exercise of the class, also what was not submitted.
#include <fmt/format.h>

#include "checker/base/utf8.h"
#include "checker/report/formats/export_format.h"
#include "checker/report/read_report.h"
#include "checker/report/report_text.h"

namespace checker {
namespace {

std::string TotalText(const StudentReports& reports) {
  const auto total = reports.points;
  return fmt::format("{} of {} points", total ? std::to_string(*total) : "not known yet, out",
                     reports.max_points);
}

std::string NotSubmittedText(const Report& report) {
  return fmt::format("{}: {}\nnot submitted, 0 of {} points\n", Label(report),
                     Printable(report.title), report.max_points);
}

std::string ToText(const StudentReports& reports) {
  std::string text = fmt::format("{}: {}\n", Printable(reports.student), TotalText(reports));
  for (const auto& note : reports.notes) text += fmt::format("note   {}\n", Printable(note));
  for (const auto& [report, submitted] : reports.exercises) {
    text += "\n" + std::string(88, '-') + "\n";
    text += submitted ? ReportToText(report) : NotSubmittedText(report);
  }
  return text;
}

const RegisterFormat kRegistered(ReportFormat{"report.txt", ToText});

}  // namespace
}  // namespace checker
