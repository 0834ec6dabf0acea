#include "checker/report/story_html.h"

#include <fmt/format.h>

#include <string_view>

#include "checker/base/utf8.h"

namespace checker {
namespace {

constexpr std::string_view kStyle = R"(
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; }
th { position: sticky; top: 0; background: #eef1f5; text-align: left; }
th, td { padding: .15rem .8rem; border-left: 1px solid #d5dae0; vertical-align: top; }
td.time { border-left: 0; color: #555; white-space: nowrap; }
code { font-family: ui-monospace, monospace; display: block; font-weight: 600; }
.waits { background: #fff1cf; }
.moment td { background: #b3261e; color: #fff; font-weight: 600; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #16181c; }
  th { background: #262a31; }
  th, td { border-color: #3a3f47; }
  td.time { color: #a5abb3; }
  .waits { background: #4a3d16; }
}
)";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Cell(const StoryStep& step) {
  std::string cell;
  if (!step.source.empty()) {
    cell += fmt::format("<code>{}: {}</code>", step.line, Escaped(step.source));
  }
  cell += Escaped(OperationInWords(step) + (step.object.empty() ? "" : " " + step.object));
  if (step.blocked) cell += " (waits)";
  if (step.source.empty() && !step.function.empty()) {
    cell += fmt::format(" ({})", Escaped(step.function));
  }
  return cell;
}

std::string Row(const Story& story, std::size_t index, const std::map<int, std::string>& names) {
  const StoryStep& step = story.steps[index];
  const bool new_time = index == 0 || story.steps[index - 1].time_ns != step.time_ns;
  std::string row =
      fmt::format("<tr><td class=\"time\">{}</td>", new_time ? VirtualTime(step.time_ns) : "");
  for (const auto& [id, name] : names) {
    const bool here = id == step.thread;
    row += fmt::format("<td{}>{}</td>", here && step.blocked ? " class=\"waits\"" : "",
                       here ? Cell(step) : "");
  }
  return row + "</tr>\n";
}

std::string Rows(const Story& story, const std::map<int, std::string>& names) {
  std::string rows;
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    rows += Row(story, i, names);
    if (!story.moment || story.moment->step != i) continue;
    rows += fmt::format("<tr class=\"moment\"><td colspan=\"{}\">{}</td></tr>\n", names.size() + 1,
                        Escaped(story.moment->text));
  }
  return rows;
}

}  // namespace

std::string StoryToHtml(const Story& story) {
  const Story condensed = Condensed(story);
  const auto names = ThreadNames(condensed);
  std::string head = "<th>time</th>";
  for (const auto& [id, name] : names) head += fmt::format("<th>{}</th>", Escaped(name));
  const std::string title = Escaped(story.exercise + ", " + story.case_name);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n"
      "<h1>{0}</h1>\n<p>{2}, schedule {3}</p>\n"
      "<table>\n<thead><tr>{4}</tr></thead>\n<tbody>\n{5}</tbody>\n</table>\n</html>\n",
      title, kStyle, Escaped(story.kind.empty() ? "no failure" : story.kind), Escaped(story.token),
      head, Rows(condensed, names));
}

}  // namespace checker
