#include "checker/findings/explain/explain_build.h"

namespace checker {

Finding ExplainCompileError(const std::string& words, const Location& location,
                            const SourceTexts& sources) {
  Finding finding;
  finding.kind = FindingKind::kCompileError;
  finding.file = location.file;
  finding.line = location.line;
  finding.what = "The compiler says: " + words + ".";
  finding.where = {{"", location}};
  if (location.IsStudents()) {
    finding.why = "A file that does not compile can't be tested.";
    finding.excerpt = sources.at(location.file).Excerpt(location.line);
    finding.advice = "Repair the first message first; those after it often go away with it.";
  } else {
    finding.why = "The test uses something that your file does not offer in this form.";
    finding.advice = "Compare your declarations with those of the stub: names, parameters, const.";
  }
  return finding;
}

Finding ExplainUnnamedError(UnnamedError error) {
  const bool link = error == UnnamedError::kLinking;
  Finding finding;
  finding.kind = FindingKind::kCompileError;
  finding.what = link ? "The program could not be linked." : "The compiler gave up on your file.";
  finding.why = link ? "Something is declared but never defined, or defined twice."
                     : "It may be more than the compiler can take.";
  finding.advice = "Read the compiler's words below.";
  return finding;
}

Finding ExplainCompilerWithoutEnd(const std::string& end, const std::string& file) {
  return ExplainObjection(FindingKind::kCompileError, file, 0,
                          {"The compiler did not finish: it ran into " + end + ".",
                           "Something in the file keeps it busy without end, a template that uses "
                           "itself or a huge constant expression for instance.",
                           "Take out what the compiler has to compute."});
}

Finding ExplainObjection(FindingKind kind, const std::string& file, int line,
                         const Objection& objection) {
  Finding finding;
  finding.kind = kind;
  finding.file = file;
  finding.line = line;
  finding.what = objection.what;
  finding.why = objection.why;
  finding.advice = objection.advice;
  if (line > 0) finding.where = {{"", Location{Location::Owner::kStudent, file, "", line}}};
  return finding;
}

}  // namespace checker
