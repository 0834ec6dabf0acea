#include "checker/report/replay_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "checker/base/utf8.h"
#include "checker/findings/explain/words.h"
#include "checker/report/plain_text.h"
#include "checker/report/thread_columns.h"

namespace checker {
namespace {

constexpr std::size_t kTimeColumns = 9;
constexpr std::size_t kNarrowest = 22;
constexpr std::string_view kBetween = " | ";

std::string Action(const AnnotatedStep& step) {
  std::string action = OperationInWords(step);
  if (const std::string object = ObjectInWords(step); !object.empty()) action += " " + object;
  if (step.blocked) action += "  [waits]";
  // Without a line of one's own file, the function says where it is.
  const bool elsewhere = step.source.empty() && step.location && !step.location->function.empty();
  if (elsewhere) action += "  (" + step.location->function + ")";
  return Printable(action);
}

bool OnTheSameLine(const AnnotatedStep& a, const AnnotatedStep& b) {
  return a.thread == b.thread && a.location && b.location && a.location->file == b.location->file &&
         a.location->line == b.location->line;
}

// What one step shows in its thread's column: the source line where it is a new one, then what
// happens there.
std::vector<std::string> Cells(const AnnotatedStep& step, const AnnotatedStep* before) {
  if (step.source.empty()) return {Action(step)};
  if (before != nullptr && OnTheSameLine(step, *before)) return {"    " + Action(step)};
  return {SourceCell(step.location->line, step.source), "    " + Action(step)};
}

std::map<int, std::size_t> LongestCells(const AnnotatedTrace& trace) {
  std::map<int, std::size_t> longest;
  for (const AnnotatedStep& step : trace.steps) {
    for (const std::string& cell : Cells(step, nullptr)) {
      longest[step.thread] = std::max(longest[step.thread], Columns(cell));
    }
  }
  return longest;
}

class Table {
 public:
  Table(const AnnotatedTrace& trace, std::size_t columns, TextStyle style)
      : trace_(trace), style_(style), columns_(LongestCells(trace)) {
    const std::size_t time = kTimeColumns + kBetween.size();
    columns_.LimitSum(columns > time ? columns - time : 0, kNarrowest);
  }

  std::string Draw() {
    Line("time", columns_.Head());
    text_ += std::string(Width(), '-') + "\n";
    for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
      Step(trace_.steps[i], i == 0 ? nullptr : &trace_.steps[i - 1]);
      const auto& point = trace_.point_of_no_return;
      if (point && point->step == i) Point(point->text);
    }
    return text_;
  }

 private:
  std::size_t Width() const {
    return trace_.steps.empty() ? kTimeColumns : kTimeColumns + kBetween.size() + columns_.Width();
  }

  void Line(const std::string& time, const std::string& row) {
    std::string line = PadRight(time, kTimeColumns);
    if (!trace_.steps.empty()) line += std::string(kBetween) + row;
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n";
  }

  void Step(const AnnotatedStep& step, const AnnotatedStep* before) {
    const bool new_time = before == nullptr || before->time_ns != step.time_ns;
    std::string time = new_time ? VirtualTime(step.time_ns) : "";
    const auto bold = [](const std::string& text) { return "\x1b[1m" + text + "\x1b[0m"; };
    const auto cells = Cells(step, before);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool is_source = i + 1 < cells.size();
      Line(time, style_.color && is_source ? columns_.Row(step.thread, cells[i], bold)
                                           : columns_.Row(step.thread, cells[i]));
      time.clear();
    }
  }

  void Point(const std::string& words) {
    for (const auto& part : Wrap(Printable(words), Width() - 4)) {
      const std::string line = ">>> " + part;
      text_ += (style_.color ? "\x1b[1;31m" + line + "\x1b[0m" : line) + "\n";
    }
  }

  const AnnotatedTrace& trace_;
  const TextStyle style_;
  ThreadColumns columns_;
  std::string text_;
};

}  // namespace

std::string ReplayToText(const ReplayedSchedule& replay, std::size_t columns, TextStyle style) {
  const AnnotatedTrace condensed = Condensed(replay.trace);
  const std::string head = fmt::format("{}, {}, schedule {}\n\n", Printable(replay.exercise),
                                       Printable(replay.case_name), Printable(replay.token));
  return head + Table(condensed, columns, style).Draw();
}

}  // namespace checker
