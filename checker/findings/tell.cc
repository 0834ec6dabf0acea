#include "checker/findings/tell.h"

namespace checker {

Finding FindingAt(const Evidence& evidence, const Place* place) {
  Finding finding;
  finding.kind = evidence.failure.kind.value_or(FindingKind::kWrongResult);
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
  const bool reported = evidence.race && !evidence.race->ends_process;
  if (reported) return TellRace(evidence);
  switch (evidence.failure.kind.value_or(FindingKind::kWrongResult)) {
    case FindingKind::kDataRace:
      return TellRace(evidence);
    case FindingKind::kDeadlock:
    case FindingKind::kLostWakeUp:
    case FindingKind::kTooMuchLocking:
      return TellStuck(evidence);
    case FindingKind::kLivelock:
    case FindingKind::kBusyWaiting:
    case FindingKind::kTimeLimit:
      return TellEndless(evidence);
    case FindingKind::kCrash:
      return TellCrash(evidence);
    case FindingKind::kLeak:
      return TellLeak(evidence);
    default:
      return TellWrongResult(evidence);
  }
}

}  // namespace checker
