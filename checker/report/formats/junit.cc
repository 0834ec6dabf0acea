// A student's reports as JUnit XML, which continuous integration and many course systems read: one
// <testsuite> for each exercise. Characters that XML forbids become U+FFFD. A case that could not
// be graded is an <error>, not a <failure>.

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "checker/base/utf8.h"
#include "checker/report/formats/export_format.h"
#include "checker/report/read_report.h"
#include "checker/report/report_text.h"

namespace checker {
namespace {

bool IsForbidden(std::string_view character) {
  if (character.size() == 1) {
    const auto byte = static_cast<unsigned char>(character[0]);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  }
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";  // U+FFFE, U+FFFF
}

std::string ForXml(std::string_view text) {
  const std::string valid = ValidUtf8(text);
  std::string allowed;
  for (std::string_view rest = valid; !rest.empty(); rest.remove_prefix(Utf8Length(rest))) {
    const std::string_view character = rest.substr(0, Utf8Length(rest));
    allowed += IsForbidden(character) ? "\xEF\xBF\xBD" : std::string(character);
  }
  return allowed;
}

void Set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(ForXml(value).c_str());
}

void Set(pugi::xml_node node, const char* name, std::size_t value) {
  Set(node, name, std::to_string(value));
}

std::size_t CountOf(const Report& report, const std::string& verdict) {
  return std::count_if(report.cases.begin(), report.cases.end(),
                       [verdict](const CaseReport& c) { return c.outcome == verdict; });
}

std::size_t FailuresOf(const Report& report) {
  return CountOf(report, kFailed) + CountOf(report, kNotAttempted);
}

void AddFinding(pugi::xml_node test_case, const Report& report, const Finding& finding) {
  auto failure = test_case.append_child("failure");
  Set(failure, "type", NameOf(finding.kind));
  Set(failure, "message", finding.what);
  failure.text().set(ForXml(FindingToText(report, finding)).c_str());
}

void AddCase(pugi::xml_node suite, const Report& report, const CaseReport& test_case) {
  auto node = suite.append_child("testcase");
  Set(node, "classname", Label(report));
  Set(node, "name", test_case.name);
  if (test_case.outcome == kPassed) return;
  if (test_case.outcome == kCouldNotBeGraded) {
    auto error = node.append_child("error");
    Set(error, "type", test_case.outcome);
    Set(error, "message", report.note);
    return;
  }
  for (const int index : test_case.findings) {
    AddFinding(node, report, report.findings.at(index));
  }
  if (test_case.findings.empty()) {
    Set(node.append_child("failure"), "type", test_case.outcome);
  }
}

// A report without cases still says that it could not be graded.
void AddWholeExercise(pugi::xml_node suite, const Report& report) {
  auto node = suite.append_child("testcase");
  Set(node, "classname", Label(report));
  Set(node, "name", report.title.empty() ? report.exercise : report.title);
  if (report.verdict == kPassed) return;
  auto problem = node.append_child(report.points ? "failure" : "error");
  Set(problem, "type", report.verdict);
  Set(problem, "message", report.note);
}

void AddReport(pugi::xml_node root, const Report& report) {
  auto suite = root.append_child("testsuite");
  const bool graded = report.points.has_value();
  const bool no_cases = report.cases.empty();
  Set(suite, "name", Label(report));
  Set(suite, "tests", no_cases ? 1 : report.cases.size());
  Set(suite, "failures", no_cases ? (graded && report.verdict != kPassed) : FailuresOf(report));
  Set(suite, "errors", no_cases ? !graded : CountOf(report, kCouldNotBeGraded));
  for (const auto& test_case : report.cases) AddCase(suite, report, test_case);
  if (no_cases) AddWholeExercise(suite, report);
}

std::string ToJUnit(const StudentReports& reports) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  Set(declaration, "version", "1.0");
  Set(declaration, "encoding", "UTF-8");
  auto root = document.append_child("testsuites");
  Set(root, "name", reports.student);
  for (const auto& exercise : reports.exercises) AddReport(root, exercise.report);
  std::ostringstream xml;
  document.save(xml, " ", pugi::format_default, pugi::encoding_utf8);
  return xml.str();
}

const RegisterFormat kRegistered(ReportFormat{"junit.xml", ToJUnit});

}  // namespace
}  // namespace checker
