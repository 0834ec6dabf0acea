#include "checker/report/story_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "checker/report/plain_text.h"

namespace checker {
namespace {

constexpr std::size_t kTimeColumns = 9;
constexpr std::size_t kNarrowest = 22;
constexpr std::size_t kWidest = 48;
constexpr std::string_view kBetween = " | ";

std::string Cut(const std::string& text, std::size_t columns) {
  if (Columns(text) <= columns) return text;
  std::string_view rest = text;
  std::string cut;
  for (std::size_t i = 0; i + 3 < columns; ++i) {
    cut += rest.substr(0, Utf8Length(rest));
    rest.remove_prefix(Utf8Length(rest));
  }
  return cut + "...";
}

std::string Action(const StoryStep& step) {
  std::string action = step.operation;
  if (!step.object.empty()) action += " " + step.object;
  if (step.blocked) action += "  [waits]";
  // Without a line of one's own file, the function says where it is.
  if (step.source.empty() && !step.function.empty()) action += "  (" + step.function + ")";
  return Printable(action);
}

class Table {
 public:
  Table(const Story& story, std::size_t columns, TextStyle style)
      : story_(story), style_(style), names_(ThreadNames(story)) {
    const std::size_t count = std::max<std::size_t>(names_.size(), 1);
    const std::size_t room = columns > kTimeColumns ? columns - kTimeColumns : 0;
    cell_ = std::clamp(room / count, kNarrowest + kBetween.size(), kWidest + kBetween.size()) -
            kBetween.size();
  }

  std::string Draw() {
    Head();
    for (std::size_t i = 0; i < story_.steps.size(); ++i) {
      Step(story_.steps[i], i == 0 ? nullptr : &story_.steps[i - 1]);
      if (story_.moment && story_.moment->step == i) Moment(story_.moment->text);
    }
    return text_;
  }

 private:
  std::size_t Width() const { return kTimeColumns + names_.size() * (cell_ + kBetween.size()); }

  void Head() {
    std::string line = PadRight("time", kTimeColumns);
    for (const auto& [thread, name] : names_) {
      line += std::string(kBetween) + PadRight(name, cell_);
    }
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n" + std::string(Width(), '-') + "\n";
  }

  // The source line where it is a new one, then what happens.
  void Step(const StoryStep& step, const StoryStep* before) {
    const bool new_time = before == nullptr || before->time_ns != step.time_ns;
    const bool same_line = before != nullptr && before->thread == step.thread &&
                           before->file == step.file && before->line == step.line;
    std::string time = new_time ? VirtualTime(step.time_ns) : "";
    if (!step.source.empty() && !same_line) {
      Row(time, step.thread, fmt::format("{}: {}", step.line, Printable(step.source)), true);
      time.clear();
    }
    const std::string indent = step.source.empty() ? "" : "    ";
    Row(time, step.thread, indent + Action(step), false);
  }

  void Row(const std::string& time, int thread, const std::string& cell, bool is_source) {
    std::string line = PadRight(time, kTimeColumns);
    for (const auto& [id, name] : names_) {
      const std::string shown = id == thread ? Cut(cell, cell_) : "";
      const std::string padded = PadRight(shown, cell_);
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
  std::size_t cell_;
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
