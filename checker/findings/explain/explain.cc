#include "checker/findings/explain/explain.h"

#include "checker/findings/explain/annotate.h"

namespace checker {
namespace {

// A report stays readable, and its file small.
constexpr std::size_t kMostSteps = 400;

}  // namespace

Finding FindingAt(const FailureContext& context, const Location* place) {
  Finding finding;
  finding.kind = context.failure.kind.value_or(FindingKind::kWrongResult);
  finding.cases = {context.case_name};
  finding.token = context.failure.token;
  finding.trace = LastSteps(Condensed(Annotate(context)), kMostSteps);
  if (!place) return finding;
  finding.file = place->file;
  finding.line = place->line;
  const auto source = context.sources->find(place->file);
  if (source != context.sources->end()) finding.excerpt = source->second.Excerpt(place->line);
  return finding;
}

Finding ExplainFailure(const FailureContext& context) {
  if (context.race && !context.race->ends_process) return ExplainSanitizerReport(context);
  switch (context.failure.kind.value_or(FindingKind::kWrongResult)) {
#define FINDING_KIND(Name, name) \
  case FindingKind::k##Name:     \
    return Explain##Name(context);
#define BUILD_FINDING_KIND(Name, name)
#include "checker/protocol/finding_kinds.inc"
#undef FINDING_KIND
    default:  // a program that runs has been built
      return ExplainWrongResult(context);
  }
}

}  // namespace checker
