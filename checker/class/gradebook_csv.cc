#include "checker/class/gradebook_csv.h"

#include <vector>

#include "checker/base/utf8.h"

namespace checker {
namespace {

std::string Row(const std::vector<std::string>& cells) {
  std::string row;
  for (const auto& cell : cells) row += (row.empty() ? "" : ",") + CsvCell(cell);
  return row + "\r\n";
}

std::string Header(const ClassResult& result) {
  std::vector<std::string> cells = {"student"};
  for (const auto& exercise : result.exercises) cells.push_back(exercise.Label());
  cells.insert(cells.end(), {"total", "maximum"});
  return Row(cells);
}

std::string PointsCell(const Report* report) {
  if (report == nullptr) return "0";
  return report->points ? std::to_string(*report->points) : "could not be graded";
}

std::string StudentRow(const ClassResult& result, const StudentResult& student) {
  std::vector<std::string> cells = {student.name};
  for (const auto& exercise : result.exercises) {
    cells.push_back(PointsCell(student.Find(exercise)));
  }
  const auto total = result.Total(student);
  cells.push_back(total ? std::to_string(*total) : "not known yet");
  cells.push_back(std::to_string(result.MaxPoints()));
  return Row(cells);
}

// A cell is text: what acts on a terminal has no place in it.
std::string WithoutControls(std::string_view text) {
  std::string kept;
  for (const char c : ValidUtf8(text)) {
    const bool control = (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    kept += control ? '?' : c;
  }
  return kept;
}

bool LooksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = (LooksLikeFormula(text) ? "'" : "") + WithoutControls(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string GradebookCsv(const ClassResult& result) {
  std::string csv = Header(result);
  for (const auto& student : result.students) csv += StudentRow(result, student);
  return csv;
}

}  // namespace checker
