#include "checker/report/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "checker/base/utf8.h"

namespace checker {
namespace {

void WrapLine(std::string_view line, std::size_t columns, std::vector<std::string>& lines) {
  // What fits stays as it is, with its runs of blanks.
  if (Columns(line) <= columns) {
    lines.emplace_back(line);
    return;
  }
  std::string current;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (word.empty()) continue;
    if (!current.empty() && Columns(current) + 1 + Columns(word) > columns) {
      lines.push_back(std::exchange(current, ""));
    }
    current += (current.empty() ? "" : " ") + std::string(word);
  }
  lines.push_back(current);
}

}  // namespace

std::string PadRight(std::string_view text, std::size_t columns) {
  const std::size_t width = Columns(text);
  return std::string(text) + std::string(columns > width ? columns - width : 0, ' ');
}

std::string PadLeft(std::string_view text, std::size_t columns) {
  const std::size_t width = Columns(text);
  return std::string(columns > width ? columns - width : 0, ' ') + std::string(text);
}

std::string Spread(std::string_view left, std::string_view right, std::size_t columns) {
  const std::size_t used = Columns(right);
  const std::size_t room = columns > used ? columns - used : 0;
  return PadRight(std::string(left) + "  ", room) + std::string(right);
}

std::vector<std::string> Wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    WrapLine(text.substr(0, end), columns, lines);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string Grouped(long long number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return (number < 0 ? "-" : "") + digits;
}

std::string Counted(long long number, std::string_view noun) {
  return fmt::format("{} {}{}", Grouped(number), noun, number == 1 ? "" : "s");
}

}  // namespace checker
