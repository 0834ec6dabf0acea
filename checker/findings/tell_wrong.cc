// Failed assertions, and stubs that nobody has touched.
#include <algorithm>
#include <set>

#include "checker/findings/tell.h"

namespace checker {
namespace {

bool Throws(const std::string& line) {
  return line.find("throw") != std::string::npos || line.find("Throw") != std::string::npos;
}

bool TakesOneThreadOnly(const Evidence& evidence) {
  return std::all_of(evidence.trace.begin(), evidence.trace.end(),
                     [](const TraceStep& step) { return step.thread == 0; });
}

// Where an exception came from, nobody has noted: the last line that speaks of throwing; else, with
// a single thread, the last line of all.
std::optional<Place> LikelyThrower(const Evidence& evidence) {
  std::set<int> threads;
  for (auto step = evidence.trace.rbegin(); step != evidence.trace.rend(); ++step) {
    const auto place = evidence.MainPlace(step->stack);
    if (!place || place->owner != Place::Owner::kStudent) continue;
    if (Throws(evidence.LineText(*place))) return place;
    threads.insert(step->thread);
  }
  return threads.size() == 1 ? evidence.LastOwnPlace() : std::nullopt;
}

// The assertion's place is in the test, or in the student's file for a stub.
std::optional<Place> AssertionPlace(const Evidence& evidence) {
  const std::optional<Place> noted = evidence.NotedPlace();
  return noted ? noted : LikelyThrower(evidence);
}
// The runtime says more than fits here; the stub's own sentence comes last.
std::string IdeaIn(const std::string& message) {
  constexpr std::string_view kBefore = "An idea to begin with: ";
  const std::size_t at = message.find(kBefore);
  return at == std::string::npos ? message : message.substr(at + kBefore.size());
}

Finding TellNotAttempted(const Evidence& evidence, const Place& place) {
  Finding finding = FindingAt(evidence, &place);
  finding.diagram.clear();
  finding.token.clear();
  finding.what = "This part is not written yet.";
  finding.why = "The stub that came with the exercise is still in place.";
  finding.where = {place.file + " line " + std::to_string(place.line)};
  const std::string idea = IdeaIn(evidence.failure.message);
  finding.advice = idea.empty() ? "Start here." : "Start here: " + idea;
  return finding;
}

}  // namespace

Finding TellWrongResult(const Evidence& evidence) {
  const std::optional<Place> place = AssertionPlace(evidence);
  if (evidence.failure.kind == FindingKind::kNotAttempted) {
    return TellNotAttempted(evidence, place.value_or(Place()));
  }
  Finding finding = FindingAt(evidence, place ? &*place : nullptr);
  finding.what = AssertionInWords(evidence.failure.message);
  finding.why = "The exercise promises: " + CaseInWords(evidence.case_name) + ".";
  if (place) finding.where = {place->InWords()};
  finding.advice = "Follow the steps of the threads: they lead to it.";
  if (TakesOneThreadOnly(evidence)) {  // or nothing is known of the steps
    finding.diagram.clear();
    finding.advice = "Read what the test does there, step by step.";
  }
  return finding;
}

}  // namespace checker
