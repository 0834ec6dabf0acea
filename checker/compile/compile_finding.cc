#include "checker/compile/compile_finding.h"

#include <cstdlib>
#include <optional>
#include <sstream>
#include <vector>

#include "checker/findings/explain/explain_build.h"

namespace checker {
namespace {

constexpr std::size_t kLongestDiagnostics = 16 << 10;
constexpr int kNearbyLines = 40;  // notes that belong to an error follow within so many lines

struct Diagnostic {
  std::string file;
  int line = 0;
  std::string severity;  // "error", "fatal error", "note", ...
  std::string text;
};

// file:line:column: severity: text
std::optional<Diagnostic> ParseDiagnostic(const std::string& line) {
  for (const char* severity : {": error: ", ": fatal error: ", ": note: ", ": warning: "}) {
    const std::size_t at = line.find(severity);
    if (at == std::string::npos) continue;
    const std::string place = line.substr(0, at);
    const std::size_t column = place.rfind(':');
    if (column == std::string::npos || column == 0) return std::nullopt;
    const std::size_t number = place.rfind(':', column - 1);
    if (number == std::string::npos) return std::nullopt;
    const std::string kind(severity);
    return Diagnostic{place.substr(0, number), std::atoi(place.c_str() + number + 1),
                      kind.substr(2, kind.size() - 4), line.substr(at + kind.size())};
  }
  return std::nullopt;
}

std::vector<Diagnostic> AllDiagnostics(const std::string& text) {
  std::vector<Diagnostic> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (auto diagnostic = ParseDiagnostic(line)) all.push_back(std::move(*diagnostic));
  }
  return all;
}

bool IsError(const Diagnostic& diagnostic) {
  return diagnostic.severity == "error" || diagnostic.severity == "fatal error";
}

std::size_t FirstError(const std::vector<Diagnostic>& all) {
  std::size_t at = 0;
  while (at < all.size() && !IsError(all[at])) ++at;
  return at;
}

// An error inside a library's template is the fault of the line that used it: a note says which.
const Diagnostic* StudentsPlace(const std::vector<Diagnostic>& all, std::size_t error,
                                const SourceTexts& sources) {
  for (std::size_t i = error; i < all.size() && i < error + kNearbyLines; ++i) {
    if (i > error && IsError(all[i])) break;
    if (sources.count(all[i].file) != 0) return &all[i];
  }
  return nullptr;
}

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

UnnamedError UnnamedIn(const std::string& diagnostics) {
  const bool link = diagnostics.find("undefined reference") != std::string::npos ||
                    diagnostics.find("multiple definition") != std::string::npos;
  return link ? UnnamedError::kLinking : UnnamedError::kCompiling;
}

}  // namespace

std::string ReadableDiagnostics(std::string diagnostics) {
  const std::string folder = kStagingFolder;
  for (std::size_t at; (at = diagnostics.find(folder)) != std::string::npos;) {
    diagnostics.erase(at, folder.size());
  }
  if (diagnostics.size() > kLongestDiagnostics) {
    diagnostics.resize(kLongestDiagnostics);
    diagnostics += "\n(and so on)\n";
  }
  return diagnostics;
}

Finding CompileFinding(const std::string& diagnostics, const SourceTexts& sources) {
  const std::vector<Diagnostic> all = AllDiagnostics(diagnostics);
  const std::size_t error = FirstError(all);
  if (error == all.size()) return ExplainUnnamedError(UnnamedIn(diagnostics));
  Location location;
  if (const Diagnostic* place = StudentsPlace(all, error, sources)) {
    location.file = place->file;
    location.line = place->line;
  } else {
    location.owner = Location::Owner::kTest;
    location.file = "tests/" + BaseName(all[error].file);
    location.line = all[error].line;
  }
  return ExplainCompileError(all[error].text, location, sources);
}

}  // namespace checker
