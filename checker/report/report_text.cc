#include "checker/report/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "checker/base/utf8.h"
#include "checker/findings/explain/words.h"
#include "checker/report/coverage.h"
#include "checker/report/diagram.h"
#include "checker/report/plain_text.h"
#include "checker/report/read_report.h"

namespace checker {
namespace {

constexpr std::size_t kColumns = 88;
constexpr std::size_t kLabelColumns = 7;  // "what   "

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kDim = "\x1b[2m";

std::string Paint(std::string_view text, std::string_view color, TextStyle style) {
  return style.color ? fmt::format("{}{}\x1b[0m", color, text) : std::string(text);
}

std::string_view ColorOf(const std::string& verdict) {
  if (verdict == kPassed) return kGreen;
  return verdict == kFailed ? kRed : kYellow;
}

std::string UpperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// "what   ..." and further lines below the first word.
std::string Part(std::string_view label, std::string_view text, TextStyle style) {
  if (text.empty()) return "";
  std::string part;
  for (const std::string& line : Wrap(Printable(text, true), kColumns - kLabelColumns)) {
    const std::string head = part.empty() ? Paint(PadRight(label, kLabelColumns), kDim, style)
                                          : std::string(kLabelColumns, ' ');
    part += (line.empty() ? "" : head + line) + "\n";
  }
  return part;
}

std::string Block(const std::vector<std::string>& lines) {
  std::string block;
  for (const auto& line : lines) {
    block += std::string(kLabelColumns, ' ') + Printable(line) + "\n";
  }
  return block;
}

// "41 |   --count_;"
std::vector<std::string> Excerpt(const Finding& finding) {
  std::vector<std::string> lines;
  if (finding.excerpt.empty()) return lines;
  const std::size_t width = std::to_string(finding.excerpt.back().line).size();
  for (const SourceLine& line : finding.excerpt) {
    lines.push_back(PadLeft(std::to_string(line.line), width) + " | " + line.text);
  }
  return lines;
}

// The places side by side when they fit into one line.
std::string Where(const Finding& finding) {
  constexpr std::string_view kGap = "      ";
  std::vector<std::string> places;
  for (const LabeledLocation& place : finding.where) places.push_back(InWords(place));
  const std::string one_line = fmt::format("{}", fmt::join(places, kGap));
  if (Columns(one_line) <= kColumns - kLabelColumns) return one_line;
  return fmt::format("{}", fmt::join(places, "\n"));
}

std::string Advice(const Report& report, const Finding& finding) {
  if (finding.token.empty() || finding.advice.find("workbook replay") != std::string::npos) {
    return finding.advice;
  }
  // On a line of its own, so that it can be copied whole.
  return fmt::format("{}\nSee it happen:  ./workbook replay {} {}", finding.advice, Label(report),
                     finding.token);
}

std::string Place(const Finding& finding) {
  if (finding.file.empty() || finding.line <= 0) return finding.file;
  return fmt::format("{}:{}", finding.file, finding.line);
}

std::string FindingHead(const Report& report, const Finding& finding, TextStyle style) {
  const std::string kind = UpperCase(NameOf(finding.kind));
  const std::string place = Printable(Place(finding));
  const std::string left = kind + (place.empty() ? "" : "  " + place);
  const std::string right =
      finding.points_lost > 0
          ? fmt::format("-{} of {} points", finding.points_lost, report.max_points)
          : "";
  const std::string line = right.empty() ? left : Spread(left, right, kColumns);
  return Paint(kind, kRed, style) + line.substr(kind.size()) + "\n";
}

std::string Outcome(const Report& report, const CaseReport& test_case) {
  if (test_case.outcome != kFailed || test_case.findings.empty()) {
    return test_case.outcome;
  }
  return NameOf(report.findings[test_case.findings.front()].kind);
}

// The case's sentence and its coverage in what is left of the line, or in several lines.
std::string NameAndCoverage(const CaseReport& test_case, std::size_t indent) {
  const std::string coverage = Coverage(test_case);
  std::vector<std::string> lines =
      Wrap(Printable(CaseAsSentence(test_case.name)), kColumns - indent);
  const bool fits = indent + Columns(lines.back()) + 2 + Columns(coverage) <= kColumns;
  if (!fits) lines.emplace_back();
  if (!coverage.empty()) lines.back() = Spread(lines.back(), coverage, kColumns - indent);
  return fmt::format("{}\n", fmt::join(lines, "\n" + std::string(indent, ' ')));
}

std::string CaseLine(const Report& report, const CaseReport& test_case, TextStyle style) {
  const bool graded = test_case.outcome != kCouldNotBeGraded;
  const std::string points = fmt::format(
      "{:>2} of {:<2}", graded ? std::to_string(test_case.earned) : "?", test_case.points);
  const std::string outcome = PadRight(Outcome(report, test_case), 20);
  return points + "  " + Paint(outcome, ColorOf(test_case.outcome), style) +
         NameAndCoverage(test_case, Columns(points) + 2 + Columns(outcome));
}

std::string Head(const Report& report, TextStyle style) {
  const std::string left = Printable(Label(report) + ": " + report.title);
  const std::string verdict = report.verdict;
  const std::string plain = Spread(left, verdict + ", " + PointsText(report), kColumns);
  const std::size_t at = plain.size() - PointsText(report).size() - 2 - verdict.size();
  return plain.substr(0, at) + Paint(verdict, ColorOf(report.verdict), style) +
         plain.substr(at + verdict.size()) + "\n";
}

// Whether no case was run, and all for one reason: a file that does not compile, for instance.
bool NoCaseWasRun(const Report& report) {
  const auto same = [&](const CaseReport& c) {
    return c.outcome == report.cases.front().outcome && c.earned == 0 && c.first_failure == 0 &&
           Schedules(c) == 0 && c.findings == report.cases.front().findings;
  };
  return report.cases.size() > 1 && std::all_of(report.cases.begin(), report.cases.end(), same);
}

// One line for all cases.
std::string NoCaseLine(const Report& report, TextStyle style) {
  CaseReport all = report.cases.front();
  all.points = report.max_points;
  all.name = fmt::format("None of the {} was run",
                         Counted(static_cast<long>(report.cases.size()), "case"));
  return CaseLine(report, all, style);
}

std::string CaseTable(const Report& report, TextStyle style) {
  if (NoCaseWasRun(report)) return "\n" + NoCaseLine(report, style);
  std::string table;
  for (const auto& test_case : report.cases) table += CaseLine(report, test_case, style);
  return table.empty() ? "" : "\n" + table;
}

}  // namespace

std::string PointsText(const Report& report) {
  if (!report.points) return "no points yet";
  return fmt::format("{} of {} points", *report.points, report.max_points);
}

std::string FindingToText(const Report& report, const Finding& finding, TextStyle style) {
  std::string text = FindingHead(report, finding, style);
  text += Part("what", finding.what, style);
  text += Part("why", finding.why, style);
  text += Part("where", Where(finding), style);
  const std::vector<std::string> excerpt = Excerpt(finding);
  const std::vector<std::string> diagram = Diagram(finding);
  text += Block(excerpt);
  if (!excerpt.empty() && !diagram.empty()) text += "\n";
  text += Block(diagram);
  text += Part("try", Advice(report, finding), style);
  return text;
}

std::string ReportToText(const Report& report, TextStyle style) {
  std::string text = Head(report, style);
  if (!report.note.empty()) text += "\n" + Part("note", report.note, style);
  for (const auto& finding : report.findings) {
    text += "\n" + FindingToText(report, finding, style);
  }
  text += CaseTable(report, style);
  for (const std::string& line : Wrap(CoverageOfAll(report), kColumns)) text += "\n" + line;
  return text.ends_with('\n') ? text : text + "\n";
}

std::string ReportToLine(const Report& report, TextStyle style) {
  return PadRight(Printable(Label(report)), 32) + "  " +
         Paint(PadRight(report.verdict, 20), ColorOf(report.verdict), style) + PointsText(report) +
         "\n";
}

}  // namespace checker
