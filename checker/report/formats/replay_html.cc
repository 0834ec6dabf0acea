// A replayed schedule as a page that stands alone.

#include <fmt/format.h>

#include <set>
#include <string_view>

#include "checker/base/utf8.h"
#include "checker/findings/explain/words.h"
#include "checker/report/formats/export_format.h"

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

std::string Cell(const AnnotatedStep& step) {
  std::string cell;
  if (!step.source.empty()) {
    cell += fmt::format("<code>{}: {}</code>", step.location->line, Escaped(step.source));
  }
  const std::string object = ObjectInWords(step);
  cell += Escaped(OperationInWords(step) + (object.empty() ? "" : " " + object));
  if (step.blocked) cell += " (waits)";
  if (step.source.empty() && step.location && !step.location->function.empty()) {
    cell += fmt::format(" ({})", Escaped(step.location->function));
  }
  return cell;
}

std::string Row(const AnnotatedTrace& trace, std::size_t index, const std::set<int>& threads) {
  const AnnotatedStep& step = trace.steps[index];
  const bool new_time = index == 0 || trace.steps[index - 1].time_ns != step.time_ns;
  std::string row =
      fmt::format("<tr><td class=\"time\">{}</td>", new_time ? VirtualTime(step.time_ns) : "");
  for (const int thread : threads) {
    const bool here = thread == step.thread;
    row += fmt::format("<td{}>{}</td>", here && step.blocked ? " class=\"waits\"" : "",
                       here ? Cell(step) : "");
  }
  return row + "</tr>\n";
}

std::string Rows(const AnnotatedTrace& trace, const std::set<int>& threads) {
  std::string rows;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    rows += Row(trace, i, threads);
    const auto& point = trace.point_of_no_return;
    if (!point || point->step != i) continue;
    rows += fmt::format("<tr class=\"moment\"><td colspan=\"{}\">{}</td></tr>\n",
                        threads.size() + 1, Escaped(point->text));
  }
  return rows;
}

std::string ReplayToHtml(const ReplayedSchedule& replay) {
  const AnnotatedTrace condensed = Condensed(replay.trace);
  const std::set<int> threads = ThreadsOf(condensed);
  std::string head = "<th>time</th>";
  for (const int thread : threads) {
    head += fmt::format("<th>{}</th>", Escaped(ThreadInWords(thread)));
  }
  const std::string title = Escaped(replay.exercise + ", " + replay.case_name);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n"
      "<h1>{0}</h1>\n<p>{2}, schedule {3}</p>\n"
      "<table>\n<thead><tr>{4}</tr></thead>\n<tbody>\n{5}</tbody>\n</table>\n</html>\n",
      title, kStyle, replay.kind ? NameOf(*replay.kind) : "no failure", Escaped(replay.token), head,
      Rows(condensed, threads));
}

const RegisterFormat kRegistered(ReplayFormat{"html", "Write a page that stands alone",
                                              /*to_file=*/true, ReplayToHtml});

}  // namespace
}  // namespace checker
