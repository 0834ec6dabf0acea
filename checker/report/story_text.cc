#include "checker/report/story_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "checker/base/utf8.h"
#include "checker/report/plain_text.h"

namespace checker {
namespace {

constexpr std::size_t kTimeColumns = 9;
constexpr std::size_t kNarrowest = 22;
constexpr std::string_view kBetween = " | ";

std::string Cut(const std::string& text, std::size_t columns) {
  if (Columns(text) <= columns) return text;
  return std::string(FirstColumns(text, columns - 3)) + "...";
}

std::string Action(const StoryStep& step) {
  std::string action = OperationInWords(step);
  if (!step.object.empty()) action += " " + step.object;
  if (step.blocked) action += "  [waits]";
  // Without a line of one's own file, the function says where it is.
  if (step.source.empty() && !step.function.empty()) action += "  (" + step.function + ")";
  return Printable(action);
}

// Names of the library are shorter without their namespace, and no less clear.
std::string Source(const StoryStep& step) {
  std::string text = Printable(step.source);
  for (std::size_t at; (at = text.find("std::")) != std::string::npos;) text.erase(at, 5);
  return fmt::format("{}: {}", step.line, text);
}

// What one step shows in its thread's column: the source line where it is a new one, then what
// happens there.
std::vector<std::string> Cells(const StoryStep& step, const StoryStep* before) {
  const bool same_line = before != nullptr && before->thread == step.thread &&
                         before->file == step.file && before->line == step.line;
  if (step.source.empty()) return {Action(step)};
  if (same_line) return {"    " + Action(step)};
  return {Source(step), "    " + Action(step)};
}

// As wide as their contents; when that is too much for the screen the widest give way.
std::map<int, std::size_t> Widths(const Story& story, const std::map<int, std::string>& names,
                                  std::size_t columns) {
  std::map<int, std::size_t> widths;
  for (const auto& [id, name] : names) widths[id] = Columns(name);
  for (const auto& step : story.steps) {
    for (const auto& cell : Cells(step, nullptr)) {
      widths[step.thread] = std::max(widths[step.thread], Columns(cell));
    }
  }
  std::size_t sum = kTimeColumns;
  for (const auto& [id, width] : widths) sum += width + kBetween.size();
  while (sum > columns) {
    const auto widest =
        std::max_element(widths.begin(), widths.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (widest == widths.end() || widest->second <= kNarrowest) break;
    --widest->second;
    --sum;
  }
  return widths;
}

class Table {
 public:
  Table(const Story& story, std::size_t columns, TextStyle style)
      : story_(story),
        style_(style),
        names_(ThreadNames(story)),
        widths_(Widths(story, names_, columns)) {}

  std::string Draw() {
    Head();
    for (std::size_t i = 0; i < story_.steps.size(); ++i) {
      Step(story_.steps[i], i == 0 ? nullptr : &story_.steps[i - 1]);
      if (story_.moment && story_.moment->step == i) Moment(story_.moment->text);
    }
    return text_;
  }

 private:
  std::size_t Width() const {
    std::size_t sum = kTimeColumns;
    for (const auto& [id, width] : widths_) sum += width + kBetween.size();
    return sum;
  }

  void Head() {
    std::string line = PadRight("time", kTimeColumns);
    for (const auto& [id, name] : names_) {
      line += std::string(kBetween) + PadRight(name, widths_.at(id));
    }
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n" + std::string(Width(), '-') + "\n";
  }

  void Step(const StoryStep& step, const StoryStep* before) {
    const bool new_time = before == nullptr || before->time_ns != step.time_ns;
    std::string time = new_time ? VirtualTime(step.time_ns) : "";
    const auto cells = Cells(step, before);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Row(time, step.thread, cells[i], /*is_source=*/i + 1 < cells.size());
      time.clear();
    }
  }

  void Row(const std::string& time, int thread, const std::string& cell, bool is_source) {
    std::string line = PadRight(time, kTimeColumns);
    for (const auto& [id, width] : widths_) {
      const std::string shown = id == thread ? Cut(cell, width) : "";
      const std::string padded = PadRight(shown, width);
      const bool paint = style_.color && is_source && !shown.empty();
      line += std::string(kBetween) + (paint ? "\x1b[1m" + padded + "\x1b[0m" : padded);
    }
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n";
  }

  void Moment(const std::string& words) {
    for (const auto& part : Wrap(Printable(words), Width() - 4)) {
      const std::string line = ">>> " + part;
      text_ += (style_.color ? "\x1b[1;31m" + line + "\x1b[0m" : line) + "\n";
    }
  }

  const Story& story_;
  const TextStyle style_;
  const std::map<int, std::string> names_;
  const std::map<int, std::size_t> widths_;
  std::string text_;
};

}  // namespace

std::string StoryToText(const Story& story, std::size_t columns, TextStyle style) {
  const Story condensed = Condensed(story);
  std::string head = fmt::format("{}, {}, schedule {}\n\n", Printable(story.exercise),
                                 Printable(story.case_name), Printable(story.token));
  return head + Table(condensed, columns, style).Draw();
}

}  // namespace checker
