// Places, quoted lines and traces as JSON. What a step does not have is left out.
//
// Thread safety: pure functions.
#ifndef CHECKER_FINDINGS_TRACE_JSON_H_
#define CHECKER_FINDINGS_TRACE_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "checker/findings/annotated_trace.h"
#include "checker/findings/location.h"
#include "checker/findings/source_line.h"

namespace checker {

nlohmann::json ToJson(const std::vector<LabeledLocation>& places);
nlohmann::json ToJson(const std::vector<SourceLine>& lines);
nlohmann::json ToJson(const AnnotatedTrace& trace);

// Throw nlohmann::json::exception or std::runtime_error if it is something else.
std::vector<LabeledLocation> PlacesFrom(const nlohmann::json& value);
std::vector<SourceLine> SourceLinesFrom(const nlohmann::json& value);
AnnotatedTrace TraceFrom(const nlohmann::json& value);

}  // namespace checker

#endif  // CHECKER_FINDINGS_TRACE_JSON_H_
