#include "checker/judge/case_context.h"

#include <utility>

namespace checker {

FailureContext FilesContext(const Exercise& exercise, const SourceTexts& sources) {
  FailureContext context;
  context.sources = &sources;
  context.given = {exercise.given.begin(), exercise.given.end()};
  context.test_file = exercise.test;
  return context;
}

FailureContext CaseContext(const Exercise& exercise, const SourceTexts& sources,
                           const std::string& case_name, const Verdict& verdict,
                           std::vector<TraceStep> trace) {
  FailureContext context = FilesContext(exercise, sources);
  context.case_name = case_name;
  if (verdict.failure) context.failure = *verdict.failure;
  context.race = verdict.report;
  context.trace = std::move(trace);
  return context;
}

}  // namespace checker
