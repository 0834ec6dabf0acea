#include "checker/report/thread_columns.h"

#include <algorithm>
#include <string_view>

#include "checker/base/utf8.h"
#include "checker/findings/explain/words.h"
#include "checker/report/plain_text.h"

namespace checker {
namespace {

constexpr std::string_view kBetween = " | ";

}  // namespace

ThreadColumns::ThreadColumns(const std::map<int, std::size_t>& longest) {
  for (const auto& [thread, width] : longest) {
    widths_[thread] = std::max(width, Columns(ThreadInWords(thread)));
  }
}

void ThreadColumns::LimitEach(std::size_t share) {
  for (auto& [thread, width] : widths_) {
    width = std::max(std::min(width, share), Columns(ThreadInWords(thread)));
  }
}

void ThreadColumns::LimitSum(std::size_t columns, std::size_t narrowest) {
  while (Width() > columns) {
    const auto widest =
        std::max_element(widths_.begin(), widths_.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (widest->second <= narrowest) break;
    --widest->second;
  }
}

std::size_t ThreadColumns::Width() const {
  std::size_t sum = widths_.empty() ? 0 : (widths_.size() - 1) * kBetween.size();
  for (const auto& [thread, width] : widths_) sum += width;
  return sum;
}

std::string ThreadColumns::Head() const { return Line(ThreadInWords); }

std::string ThreadColumns::Row(int thread, const std::string& cell,
                               const std::function<std::string(const std::string&)>& paint) const {
  return Line([&](int column) {
    if (column != thread) return PadRight("", Width(column));
    const std::string padded = PadRight(Cut(cell, Width(column)), Width(column));
    return paint ? paint(padded) : padded;
  });
}

std::string ThreadColumns::Line(const std::function<std::string(int)>& cell_of) const {
  std::string line;
  for (const auto& [thread, width] : widths_) {
    if (!line.empty()) line += kBetween;
    line += PadRight(cell_of(thread), width);
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string Cut(const std::string& text, std::size_t columns) {
  if (Columns(text) <= columns) return text;
  return std::string(FirstColumns(text, columns > 3 ? columns - 3 : 0)) + "...";
}

std::string SourceCell(int line, const std::string& source) {
  std::string text = Printable(source);
  for (std::size_t at; (at = text.find("std::")) != std::string::npos;) text.erase(at, 5);
  return std::to_string(line) + ": " + text;
}

}  // namespace checker
