// The interleaving that led to the failure, one column per thread.
#include <algorithm>
#include <map>

#include "checker/findings/tell.h"

namespace checker {
namespace {

using protocol::Operation;

constexpr std::size_t kRows = 20;
constexpr std::size_t kWidth = 110;  // of the whole diagram
constexpr std::size_t kNarrowest = 24;
constexpr std::size_t kWidest = 60;
struct Row {
  int thread = 0;
  std::string text;
  std::string remark;  // is never cut off
  bool students = false;

  bool Repeats(const Row& other) const { return thread == other.thread && text == other.text; }
};

// What the test and its library do between the student's lines says little.
bool IsScenery(const TraceStep& step) {
  switch (step.operation) {
    case Operation::kNone:
    case Operation::kStart:
    case Operation::kFinish:
    case Operation::kCreate:
    case Operation::kJoin:
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

// Short: the columns are narrow.
std::string LineOf(const Evidence& evidence, const Place& place) {
  std::string text = evidence.LineText(place);
  for (std::size_t at; (at = text.find("std::")) != std::string::npos;) text.erase(at, 5);
  return std::to_string(place.line) + ": " + text;
}

Row RowOf(const Evidence& evidence, const TraceStep& step) {
  const auto place = evidence.MainPlace(step.stack);
  Row row{step.thread, "", step.blocked ? " [waits]" : "",
          place && place->owner == Place::Owner::kStudent};
  if (row.students) {
    row.text = LineOf(evidence, *place);
    // A destructor's work has no text of its own.
    if (evidence.LineText(*place) == "}") row.text += std::string(" ") + WordsFor(step.operation);
  } else {
    row.text = WordsFor(step.operation) + (step.object.empty() ? std::string() : " " + step.object);
    if (place) row.text += " (" + place->function + ")";
  }
  return row;
}

// The steps of one line are one row, which waits if any of them does.
void Append(std::vector<Row>& rows, Row row) {
  if (!rows.empty() && rows.back().Repeats(row)) {
    rows.back().remark = row.remark;
  } else {
    rows.push_back(std::move(row));
  }
}

// A schedule goes on after a race; the two accesses, which are no steps, end the story.
void AppendRace(const Evidence& evidence, std::vector<Row>& rows) {
  if (!evidence.race || evidence.race->accesses.size() < 2) return;
  const std::vector<RaceAccess>& accesses = evidence.race->accesses;
  for (const RaceAccess* access :
       {&accesses[1], &accesses[0]}) {  // the later one is reported first
    const auto place = evidence.MainPlace(access->stack);
    if (!place || place->owner != Place::Owner::kStudent) continue;
    rows.push_back({access->thread, LineOf(evidence, *place),
                    access->write ? " [race: write]" : " [race: read]", true});
  }
}

// In a stuck schedule, where each thread stands at its end.
void AppendBlocked(const Evidence& evidence, std::vector<Row>& rows) {
  const auto kind = evidence.failure.kind;
  const bool stuck = kind == FindingKind::kDeadlock || kind == FindingKind::kLostWakeUp ||
                     kind == FindingKind::kTooMuchLocking;
  for (const BlockedThread& thread : evidence.failure.threads) {
    if (!stuck) break;
    const auto place = evidence.MainPlace(thread.stack);
    if (!place || place->owner != Place::Owner::kStudent) continue;
    const auto last = std::find_if(rows.rbegin(), rows.rend(),
                                   [&](const Row& row) { return row.thread == thread.id; });
    if (last != rows.rend() && !last->remark.empty()) continue;
    rows.push_back({thread.id, LineOf(evidence, *place), " [waits]", true});
  }
}

std::vector<Row> Rows(const Evidence& evidence) {
  std::vector<Row> rows;
  for (const TraceStep& step : evidence.trace) {
    if (evidence.PlacesOn(step.stack).empty()) continue;  // the library, on its own account
    Row row = RowOf(evidence, step);
    const bool joins = step.operation == Operation::kJoin;
    if (!row.students && IsScenery(step) && (joins || row.remark.empty())) continue;
    Append(rows, std::move(row));
  }
  if (evidence.failure.kind == FindingKind::kDataRace) {
    const auto students =
        std::find_if(rows.rbegin(), rows.rend(), [](const Row& row) { return row.students; });
    rows.erase(students.base(), rows.end());
    AppendRace(evidence, rows);
  } else if (!rows.empty()) {
    AppendBlocked(evidence, rows);
  }
  return rows;
}

// Characters, not bytes: source lines may hold any letters.
std::size_t LengthOf(const std::string& text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::string CutTo(const std::string& text, std::size_t length) {
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < text.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80;
    if (begins && seen++ == length) break;
  }
  return text.substr(0, bytes);
}

// A column is as wide as its longest cell, up to its share of the whole.
class Drawing {
 public:
  explicit Drawing(const std::vector<Row>& rows) {
    for (const Row& row : rows) columns_[row.thread] = {};
    const std::size_t share =
        std::clamp(kWidth / std::max<std::size_t>(columns_.size(), 1), kNarrowest, kWidest);
    std::size_t next = 0;
    for (auto& [thread, column] : columns_) {
      column.number = next++;
      column.width = LengthOf(ThreadInWords(thread));
    }
    for (const Row& row : rows) {
      std::size_t& width = columns_[row.thread].width;
      width = std::max(width, std::min(share, LengthOf(row.text) + row.remark.size()));
    }
  }

  std::string Heading() const {
    std::string line;
    for (const auto& [thread, column] : columns_) {
      line += (column.number == 0 ? "" : " | ") + Cell(ThreadInWords(thread), column);
    }
    return line;
  }

  std::string Line(const Row& row) const {
    std::string line;
    for (const auto& [thread, column] : columns_) {
      const std::string text = thread == row.thread ? Text(row, column) : "";
      line += (column.number == 0 ? "" : " | ") + Cell(text, column);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

 private:
  struct Column {
    std::size_t number = 0;
    std::size_t width = 0;
  };

  static std::string Text(const Row& row, const Column& column) {
    const std::size_t room = column.width - row.remark.size();
    const bool fits = LengthOf(row.text) <= room;
    return (fits ? row.text : CutTo(row.text, room - 3) + "...") + row.remark;
  }

  std::string Cell(std::string text, const Column& column) const {
    const std::size_t length = LengthOf(text);
    const bool last = column.number + 1 == columns_.size();
    if (!last && length < column.width) text.append(column.width - length, ' ');
    return text;
  }

  std::map<int, Column> columns_;  // by thread
};

}  // namespace

std::vector<std::string> DrawSteps(const Evidence& evidence) {
  std::vector<Row> rows = Rows(evidence);
  if (rows.empty()) return {};
  const bool cut = rows.size() > kRows;
  if (cut) rows.erase(rows.begin(), rows.end() - kRows);
  const Drawing drawing(rows);
  std::vector<std::string> lines = {drawing.Heading()};
  if (cut) lines.push_back("(earlier steps are left out)");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // Where another thread takes over: the switches are what makes the schedule fail.
    const bool switched = i > 0 && rows[i].thread != rows[i - 1].thread;
    lines.push_back(drawing.Line(rows[i]) + (switched ? "  <-" : ""));
  }
  return lines;
}

}  // namespace checker
