#include "checker/report/diagram.h"

#include <algorithm>
#include <map>

#include "checker/base/utf8.h"
#include "checker/findings/explain/words.h"
#include "checker/report/thread_columns.h"

namespace checker {
namespace {

using protocol::Operation;
using Role = AnnotatedStep::Role;

constexpr std::size_t kRows = 20;
constexpr std::size_t kWidth = 110;  // of the whole diagram
constexpr std::size_t kNarrowest = 24;
constexpr std::size_t kWidest = 60;

struct Cell {
  int thread = 0;
  std::string text;
  std::string remark;  // is never cut off
  bool students = false;
  int line = 0;
  bool note = false;

  // The steps of the line that makes a note are part of what the note tells.
  bool Repeats(const Cell& other) const {
    return thread == other.thread &&
           (text == other.text || (note && !other.note && line == other.line));
  }
};

// What the test and its library do between the student's lines says little.
bool IsScenery(const AnnotatedStep& step) {
  switch (step.operation) {
    case Operation::kNone:
    case Operation::kStart:
    case Operation::kFinish:
    case Operation::kCreate:
    case Operation::kJoin:
    case Operation::kFork:
    case Operation::kWaitForChild:
    case Operation::kOnce:
    case Operation::kRead:
    case Operation::kWrite:
    case Operation::kLoad:
    case Operation::kStore:
    case Operation::kModify:
    case Operation::kClock:
    case Operation::kFence:
    case Operation::kStatic:
      return true;
    default:
      return false;
  }
}

std::string RemarkOn(const AnnotatedStep& step) {
  if (step.role != Role::kRaceAccess) return step.blocked ? " [waits]" : "";
  return step.operation == Operation::kWrite ? " [race: write]" : " [race: read]";
}

Cell CellOf(const AnnotatedStep& step) {
  Cell cell{step.thread, "", RemarkOn(step), step.location->IsStudents(), step.location->line};
  cell.note = step.operation == Operation::kNote;
  if (cell.note) {
    cell.text = step.object;
  } else if (cell.students) {
    cell.text = SourceCell(step.location->line, step.source);
    // A destructor's work has no text of its own.
    if (step.source == "}") cell.text += std::string(" ") + WordsFor(step.operation);
  } else {
    cell.text =
        WordsFor(step.operation) + (step.object.empty() ? std::string() : " " + step.object);
    cell.text += " (" + step.location->function + ")";
  }
  return cell;
}

class Cells {
 public:
  explicit Cells(const Finding& finding) {
    for (const AnnotatedStep& step : finding.trace.steps) {
      if (step.role == Role::kStep && step.location) AddStep(step);
    }
    // A schedule goes on after a race; the two accesses end the story.
    if (finding.kind == FindingKind::kDataRace) DropBehindTheStudents();
    for (const AnnotatedStep& step : finding.trace.steps) {
      if (step.role != Role::kStep && step.location) AddEnd(step);
    }
  }

  std::vector<Cell> Take() { return std::move(cells_); }

 private:
  // The steps of one line are one row, which waits if the last of them does.
  void AddStep(const AnnotatedStep& step) {
    Cell cell = CellOf(step);
    const bool joins =
        step.operation == Operation::kJoin || step.operation == Operation::kWaitForChild;
    if (!cell.students && IsScenery(step) && (joins || cell.remark.empty())) return;
    if (!cells_.empty() && cells_.back().Repeats(cell)) {
      cells_.back().remark = cell.remark;
    } else {
      cells_.push_back(std::move(cell));
    }
  }

  void DropBehindTheStudents() {
    const auto last = std::find_if(cells_.rbegin(), cells_.rend(),
                                   [](const Cell& cell) { return cell.students; });
    cells_.erase(last.base(), cells_.end());
  }

  void AddEnd(const AnnotatedStep& step) {
    Cell cell = CellOf(step);
    if (!cell.students) return;
    if (step.role == Role::kStandsHere && (cells_.empty() || Waits(cell))) return;
    cells_.push_back(std::move(cell));
  }

  // Whether the last row of the cell's thread says so already.
  bool Waits(const Cell& cell) const {
    const auto last = std::find_if(cells_.rbegin(), cells_.rend(),
                                   [&](const Cell& other) { return other.thread == cell.thread; });
    return last != cells_.rend() && !last->remark.empty();
  }

  std::vector<Cell> cells_;
};

// A column is as wide as its longest cell, up to its share of the whole.
ThreadColumns ColumnsFor(const std::vector<Cell>& cells) {
  std::map<int, std::size_t> longest;
  for (const Cell& cell : cells) {
    std::size_t& width = longest[cell.thread];
    width = std::max(width, Columns(cell.text) + cell.remark.size());
  }
  ThreadColumns columns(longest);
  columns.LimitEach(std::clamp(kWidth / longest.size(), kNarrowest, kWidest));
  return columns;
}

std::string Line(const ThreadColumns& columns, const Cell& cell) {
  const std::size_t room = columns.Width(cell.thread) - cell.remark.size();
  return columns.Row(cell.thread, Cut(cell.text, room) + cell.remark);
}

}  // namespace

std::vector<std::string> Diagram(const Finding& finding) {
  std::vector<Cell> cells = Cells(finding).Take();
  if (cells.empty()) return {};
  const bool cut = cells.size() > kRows || finding.trace.left_out > 0;
  if (cells.size() > kRows) cells.erase(cells.begin(), cells.end() - kRows);
  const ThreadColumns columns = ColumnsFor(cells);
  std::vector<std::string> lines = {columns.Head()};
  if (cut) lines.push_back("(earlier steps are left out)");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // Where another thread takes over: the switches are what makes the schedule fail.
    const bool switched = i > 0 && cells[i].thread != cells[i - 1].thread;
    lines.push_back(Line(columns, cells[i]) + (switched ? "  <-" : ""));
  }
  return lines;
}

}  // namespace checker
