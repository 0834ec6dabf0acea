// Failed assertions, and stubs that nobody has touched.
#include "checker/findings/tell.h"

namespace checker {
namespace {

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The assertion's place is in the test, or in the student's file for a stub.
Place AssertionPlace(const Evidence& evidence) {
  Place place;
  place.file = BaseName(evidence.failure.file);
  place.line = evidence.failure.line;
  const bool own = evidence.sources->count(place.file) != 0;
  place.owner = own ? Place::Owner::kStudent : Place::Owner::kTest;
  if (!own) {
    place.file = "tests/" + place.file;
    place.function = "the test";
  }
  return place;
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
  const bool known = !evidence.failure.file.empty();
  const Place place = AssertionPlace(evidence);
  if (evidence.failure.kind == kind::kNotAttempted) return TellNotAttempted(evidence, place);
  Finding finding = FindingAt(evidence, known ? &place : nullptr);
  finding.what = AssertionInWords(evidence.failure.message);
  finding.why = "The exercise promises: " + CaseInWords(evidence.case_name) + ".";
  if (known) finding.where = {place.InWords()};
  finding.advice = evidence.trace.empty() ? "Read what the test does there, step by step."
                                          : "Follow the steps below: they lead to it.";
  return finding;
}

}  // namespace checker
