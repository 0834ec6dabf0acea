// Failed assertions, and stubs that nobody has touched.
#include <algorithm>
#include <set>

#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

bool Throws(const std::string& line) {
  return line.find("throw") != std::string::npos || line.find("Throw") != std::string::npos;
}

bool TakesOneThreadOnly(const FailureContext& context) {
  return std::all_of(context.trace.begin(), context.trace.end(),
                     [](const TraceStep& step) { return step.thread == 0; });
}

// Where an exception came from, nobody has noted: the last line that speaks of throwing; else, with
// a single thread, the last line of all.
std::optional<Location> LikelyThrower(const FailureContext& context) {
  std::set<int> threads;
  for (auto step = context.trace.rbegin(); step != context.trace.rend(); ++step) {
    const auto place = context.MainLocation(step->stack);
    if (!place || place->owner != Location::Owner::kStudent) continue;
    if (Throws(context.LineText(*place))) return place;
    threads.insert(step->thread);
  }
  return threads.size() == 1 ? context.LastOwnLocation() : std::nullopt;
}

// The assertion's place is in the test, or in the student's file for a stub.
std::optional<Location> AssertionLocation(const FailureContext& context) {
  const std::optional<Location> noted = context.NotedLocation();
  return noted ? noted : LikelyThrower(context);
}
// The runtime says more than fits here; the stub's own sentence comes last.
std::string IdeaIn(const std::string& message) {
  constexpr std::string_view kBefore = "An idea to begin with: ";
  const std::size_t at = message.find(kBefore);
  return at == std::string::npos ? message : message.substr(at + kBefore.size());
}

}  // namespace

Finding ExplainNotAttempted(const FailureContext& context) {
  const Location place = AssertionLocation(context).value_or(Location());
  Finding finding = FindingAt(context, &place);
  finding.trace = {};
  finding.token.clear();
  finding.what = "This part is not written yet.";
  finding.why = "The stub that came with the exercise is still in place.";
  finding.where = {{"", Location{Location::Owner::kStub, place.file, "", place.line}}};
  const std::string idea = IdeaIn(context.failure.message);
  finding.advice = idea.empty() ? "Start here." : "Start here: " + idea;
  return finding;
}

Finding ExplainWrongResult(const FailureContext& context) {
  const std::optional<Location> place = AssertionLocation(context);
  Finding finding = FindingAt(context, place ? &*place : nullptr);
  finding.what = AssertionInWords(context.failure.message);
  finding.why = "The exercise promises: " + CaseInWords(context.case_name) + ".";
  if (place) finding.where = {{"", *place}};
  finding.advice = "Follow the steps of the threads: they lead to it.";
  if (TakesOneThreadOnly(context)) {  // or nothing is known of the steps
    finding.trace = {};
    finding.advice = "Read what the test does there, step by step.";
  }
  return finding;
}

}  // namespace checker
