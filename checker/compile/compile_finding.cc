#include "checker/compile/compile_finding.h"

#include <cstdlib>
#include <optional>
#include <sstream>
#include <vector>

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

Finding Undiagnosed(const std::string& diagnostics) {
  Finding finding;
  finding.kind = FindingKind::kCompileError;
  const bool link = diagnostics.find("undefined reference") != std::string::npos ||
                    diagnostics.find("multiple definition") != std::string::npos;
  finding.what = link ? "The program could not be linked." : "The compiler gave up on your file.";
  finding.why = link ? "Something is declared but never defined, or defined twice."
                     : "It may be more than the compiler can take.";
  finding.advice = "Read the compiler's words below.";
  return finding;
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

Finding ExplainCompileError(const std::string& diagnostics, const SourceTexts& sources) {
  const std::vector<Diagnostic> all = AllDiagnostics(diagnostics);
  const std::size_t error = FirstError(all);
  if (error == all.size()) return Undiagnosed(diagnostics);
  Finding finding;
  finding.kind = FindingKind::kCompileError;
  finding.what = "The compiler says: " + all[error].text + ".";
  if (const Diagnostic* place = StudentsPlace(all, error, sources)) {
    finding.file = place->file;
    finding.line = place->line;
    finding.why = "A file that does not compile can't be tested.";
    finding.where = {{"", Location{Location::Owner::kStudent, place->file, "", place->line}}};
    finding.excerpt = sources.at(place->file).Excerpt(place->line);
    finding.advice = "Repair the first message first; those after it often go away with it.";
  } else {
    finding.file = "tests/" + BaseName(all[error].file);
    finding.line = all[error].line;
    finding.why = "The test uses something that your file does not offer in this form.";
    finding.where = {{"", Location{Location::Owner::kTest, finding.file, "", finding.line}}};
    finding.advice = "Compare your declarations with those of the stub: names, parameters, const.";
  }
  return finding;
}

}  // namespace checker
