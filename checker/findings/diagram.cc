// The interleaving that led to the failure, one column per thread.
#include <algorithm>
#include <map>

#include "checker/findings/tell.h"

namespace checker {
namespace {

constexpr std::size_t kRows = 20;
constexpr std::size_t kColumnWidth = 34;

struct Row {
  int thread;
  std::string text;
};

std::string Shortened(std::string text, std::size_t width) {
  if (text.size() <= width) return text;
  return text.substr(0, width - 3) + "...";
}

std::string StepInWords(const Evidence& evidence, const TraceStep& step) {
  const auto place = evidence.MainPlace(step.stack);
  const bool own = place && place->owner == Place::Owner::kStudent;
  std::string text = own ? std::to_string(place->line) + ": " + evidence.LineText(*place)
                         : step.operation + (step.object.empty() ? "" : " " + step.object);
  if (!own && place) text += " (" + place->function + ")";
  text = Shortened(text, kColumnWidth - (step.blocked ? 8 : 0));
  return step.blocked ? text + " [waits]" : text;
}

// Steps of one line, one after the other, are one row. What the test does by itself before and
// after is left out where the student's own lines are there.
std::vector<Row> Rows(const Evidence& evidence) {
  std::vector<Row> rows;
  for (const TraceStep& step : evidence.trace) {
    if (step.stack.empty() && step.object.empty()) continue;
    Row row{step.thread, StepInWords(evidence, step)};
    if (!rows.empty() && rows.back().thread == row.thread && rows.back().text == row.text) continue;
    rows.push_back(std::move(row));
  }
  return rows;
}

// thread -> its column
std::map<int, std::size_t> Columns(const std::vector<Row>& rows) {
  std::map<int, std::size_t> columns;
  for (const Row& row : rows) columns[row.thread] = 0;
  std::size_t next = 0;
  for (auto& [thread, column] : columns) column = next++;
  return columns;
}

std::string Cells(std::size_t columns, std::size_t filled, const std::string& text) {
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) {
    std::string cell = i == filled ? text : "";
    if (i + 1 < columns) cell.resize(kColumnWidth, ' ');
    line += (i == 0 ? "" : " | ") + cell;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string Heading(const std::map<int, std::size_t>& columns) {
  std::string line;
  for (const auto& [thread, column] : columns) {
    std::string cell = ThreadInWords(thread);
    if (column + 1 < columns.size()) cell.resize(kColumnWidth, ' ');
    line += (column == 0 ? "" : " | ") + cell;
  }
  return line;
}

}  // namespace

std::vector<std::string> DrawSteps(const Evidence& evidence) {
  std::vector<Row> rows = Rows(evidence);
  if (rows.empty()) return {};
  const bool cut = rows.size() > kRows;
  if (cut) rows.erase(rows.begin(), rows.end() - kRows);
  const auto columns = Columns(rows);
  std::vector<std::string> lines = {Heading(columns)};
  if (cut) lines.push_back("... earlier steps are left out ...");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // Where another thread takes over: the switches are what makes the schedule fail.
    const bool switched = i > 0 && rows[i].thread != rows[i - 1].thread;
    lines.push_back(Cells(columns.size(), columns.at(rows[i].thread), rows[i].text) +
                    (switched ? "  <-" : ""));
  }
  return lines;
}

}  // namespace checker
