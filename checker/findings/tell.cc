#include "checker/findings/tell.h"

namespace checker {

Finding FindingAt(const Evidence& evidence, const Place* place) {
  Finding finding;
  finding.kind = evidence.failure.kind;
  finding.cases = {evidence.case_name};
  finding.token = evidence.failure.token;
  finding.diagram = DrawSteps(evidence);
  if (!place) return finding;
  finding.file = place->file;
  finding.line = place->line;
  const auto source = evidence.sources->find(place->file);
  if (source != evidence.sources->end()) finding.excerpt = source->second.Excerpt(place->line);
  return finding;
}

Finding TellFailure(const Evidence& evidence) {
  const std::string& kind = evidence.failure.kind;
  const bool reported = evidence.race && !evidence.race->ends_process;
  if (kind == kind::kDataRace || reported) return TellRace(evidence);
  if (kind == kind::kDeadlock || kind == kind::kLostWakeUp || kind == kind::kTooMuchLocking) {
    return TellStuck(evidence);
  }
  if (kind == kind::kLivelock || kind == kind::kBusyWaiting || kind == kind::kTimeLimit) {
    return TellEndless(evidence);
  }
  if (kind == kind::kCrash) return TellCrash(evidence);
  if (kind == kind::kLeak) return TellLeak(evidence);
  return TellWrongResult(evidence);
}

}  // namespace checker
