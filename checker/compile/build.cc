#include "checker/compile/build.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "checker/base/file_io.h"
#include "checker/base/scratch_folder.h"
#include "checker/compile/compile_finding.h"
#include "checker/compile/submitted_file.h"
#include "checker/findings/explain/explain_build.h"
#include "checker/sandbox/sandbox.h"
#include "checker/submission/policy.h"
#include "checker/submission/refusal.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr char kWorkspace[] = "/workspace/";  // paths of the command line start here
constexpr char kTestObject[] = "/build/test.o";
constexpr char kProgram[] = "/build/test";

bool IsHeader(const std::string& name) { return name.ends_with(".h"); }

// What is compiled by itself: the test with the student's headers, and each of the student's .cc.
struct Unit {
  std::string source;
  std::string object;
  std::string file;  // the student's, to speak of
  std::string symbols = {};
};

BuildStatus StatusOf(FileProblem problem) {
  if (problem == FileProblem::kMissing) return BuildStatus::kMissingFile;
  if (problem == FileProblem::kEmpty) return BuildStatus::kNotAttempted;
  return BuildStatus::kCompileError;
}

class Build {
 public:
  explicit Build(const BuildRequest& request) : request_(request) {
    outcome_.symbolizer = ToolBesideCompiler("llvm-symbolizer");
  }

  BuildOutcome Finish() {
    if (ReadSources() && CheckSources() && MakeScratch() && Stage() && CompileAll() &&
        CheckObjects() && Link()) {
      outcome_.status = BuildStatus::kBuilt;
    }
    if (outcome_.status == BuildStatus::kBuilt) HandOver();
    if (outcome_.status != BuildStatus::kBuilt) (void)WriteAtomically(request_.binary, "");
    return std::move(outcome_);
  }

 private:
  bool Stop(BuildStatus status, Finding finding) {
    outcome_.status = status;
    outcome_.findings.push_back(std::move(finding));
    return false;
  }

  bool GiveUp(const std::string& why) {
    outcome_.status = BuildStatus::kCouldNotBeGraded;
    outcome_.note = why;
    return false;
  }

  void HandOver() {
    std::error_code error;
    fs::copy_file(scratch_->path() / "build" / "test", request_.binary,
                  fs::copy_options::overwrite_existing, error);
    if (error) GiveUp("the binary could not be written: " + error.message());
  }

  bool ReadSources() {
    for (const std::string& name : request_.exercise.files) {
      const auto path = request_.sources.find(name);
      FileRead file{FileProblem::kMissing, {}, 0};
      if (path != request_.sources.end()) file = ReadSubmittedFile(path->second);
      if (file.problem) return RefuseFile(name, file);
      texts_[name] = std::move(file.contents);
      lines_[name] = SourceText(texts_[name]);
    }
    return true;
  }

  bool RefuseFile(const std::string& name, const FileRead& file) {
    const Refusal refusal = RefusalInBuild(name, *file.problem, file.error);
    const BuildStatus status = StatusOf(*file.problem);
    const bool attempted = status == BuildStatus::kCompileError;
    const FindingKind kind = attempted ? FindingKind::kCompileError : FindingKind::kNotAttempted;
    return Stop(status,
                ExplainObjection(kind, name, 0, {refusal.what, refusal.why, refusal.advice}));
  }

  bool CheckSources() {
    rules_.forbidden = request_.exercise.forbidden;
    rules_.allowed = request_.exercise.allowed;
    rules_.headers.insert(request_.exercise.files.begin(), request_.exercise.files.end());
    rules_.test_names = NamesIn(ReadFile(request_.test).value_or(""));
    for (const auto& [name, path] : request_.given) {
      rules_.headers.insert(name);
      rules_.test_names.merge(NamesIn(ReadFile(path).value_or("")));
    }
    for (const auto& [name, text] : texts_) Forbid(name, CheckSource(text, rules_));
    if (outcome_.findings.empty()) CheckMacros();
    return outcome_.findings.empty();
  }

  // The test's headers are read after the student's.
  void CheckMacros() {
    for (const std::string& input : request_.inputs) {
      if (!input.ends_with(".h")) continue;
      const std::string header = ReadFile(input).value_or("");
      for (const auto& [name, text] : texts_) Forbid(name, CheckMacrosAgainst(text, header));
      if (!outcome_.findings.empty()) return;
    }
  }

  void Forbid(const std::string& file, const std::vector<PolicyViolation>& violations) {
    for (const PolicyViolation& violation : violations) {
      Finding finding = ExplainObjection(FindingKind::kForbidden, file, violation.line,
                                         {violation.what + ".", violation.why, violation.advice});
      finding.excerpt = lines_[file].Excerpt(violation.line);
      Stop(BuildStatus::kForbidden, std::move(finding));
    }
  }

  bool MakeScratch() {
    try {
      scratch_.emplace();
      return true;
    } catch (const std::runtime_error&) {
      return GiveUp("no folder for the build could be made");
    }
  }

  bool Stage() {
    const fs::path staged = scratch_->path() / "submission";
    std::error_code error;
    fs::create_directories(staged, error);
    fs::create_directories(scratch_->path() / "build", error);
    bool ok = !error;
    for (const auto& [name, text] : texts_) {
      ok = ok && WriteAtomically(staged / name, text).ok();
    }
    for (const auto& [name, path] : request_.given) {
      ok = ok && fs::copy_file(path, staged / name, error);
    }
    return ok || GiveUp("the files could not be laid out for the build");
  }

  SandboxPolicy Policy() const {
    SandboxPolicy policy;
    policy.devices = false;
    policy.working_directory = kWorkspace;
    policy.limits.processor_time = std::chrono::seconds(60);
    policy.limits.real_time = std::chrono::seconds(180);
    policy.limits.memory_bytes = std::int64_t{3} << 30;
    policy.limits.file_bytes = std::int64_t{512} << 20;
    policy.limits.scratch_bytes = std::int64_t{512} << 20;
    policy.limits.output_bytes = std::int64_t{1} << 20;
    policy.read_only.push_back({(scratch_->path() / "submission").string(), kStagingFolder});
    policy.writable.push_back({(scratch_->path() / "build").string(), "/build"});
    AddInput(policy, request_.test);
    AddInput(policy, request_.compiler);
    for (const std::string& input : request_.inputs) AddInput(policy, input);
    for (const std::string& input : request_.link_inputs) AddInput(policy, input);
    return policy;
  }

  // Inputs keep their relative paths, as the flags speak of them. /usr is visible anyway.
  static void AddInput(SandboxPolicy& policy, const std::string& path) {
    if (path.rfind("/usr/", 0) == 0) return;
    const std::string inside = path.rfind('/', 0) == 0 ? path : kWorkspace + path;
    policy.read_only.push_back({fs::absolute(path).string(), inside});
  }

  std::string CompilerInside() const {
    const bool relative = request_.compiler.rfind('/', 0) != 0;
    return relative ? kWorkspace + request_.compiler : request_.compiler;
  }

  bool CompileAll() {
    const std::vector<std::string>& files = request_.exercise.files;
    const auto header = std::find_if(files.begin(), files.end(), IsHeader);
    units_.push_back({request_.test, kTestObject, header == files.end() ? files[0] : *header});
    for (const std::string& file : files) {
      if (!IsHeader(file)) units_.push_back({kStagingFolder + file, "/build/" + file + ".o", file});
    }
    return std::all_of(units_.begin(), units_.end(),
                       [this](const Unit& unit) { return Compile(unit); });
  }

  bool Compile(const Unit& unit) {
    std::vector<std::string> command = {CompilerInside()};
    command.insert(command.end(), request_.compile_flags.begin(), request_.compile_flags.end());
    command.insert(command.end(),
                   {"-iquote", kStagingFolder, "-fno-color-diagnostics", "-ferror-limit=10",
                    "-ffile-compilation-dir=.", "-c", unit.source, "-o", unit.object});
    return RunTool(command);
  }

  // The test's object comes first: of two inline functions the linker takes the one that the
  // student's headers and the test agree on.
  bool Link() {
    std::vector<std::string> command = {CompilerInside()};
    for (const Unit& unit : units_) command.push_back(unit.object);
    command.insert(command.end(), request_.link_inputs.begin(), request_.link_inputs.end());
    command.insert(command.end(), request_.link_flags.begin(), request_.link_flags.end());
    command.insert(command.end(), {"-o", kProgram});
    return RunTool(command);
  }

  // The compiler or the linker. Whatever it does not like is the student's.
  bool RunTool(const std::vector<std::string>& command) {
    const RunResult run = RunInSandbox(Policy(), command);
    outcome_.seconds += std::chrono::duration<double>(run.real_time).count();
    if (run.end == RunEnd(ExitCode{0})) return true;
    if (const auto* failure = std::get_if<SandboxFailure>(&run.end)) return GiveUp(failure->reason);
    outcome_.diagnostics = ReadableDiagnostics(run.standard_error);
    if (std::holds_alternative<ExitCode>(run.end)) {
      return Stop(BuildStatus::kCompileError, CompileFinding(outcome_.diagnostics, lines_));
    }
    return Stop(BuildStatus::kCompileError,
                ExplainCompilerWithoutEnd(EndInWords(run.end), texts_.begin()->first));
  }

  // What the text does not show, the compiled files do.
  bool CheckObjects() {
    for (Unit& unit : units_) {
      if (!ReadSymbols(unit)) return false;
      Forbid(unit.file, CheckSymbols(unit.symbols, texts_[unit.file], rules_));
      Forbid(unit.file, CheckReplacements(unit.symbols, units_.front().symbols));
    }
    return outcome_.findings.empty();
  }

  bool ReadSymbols(Unit& unit) {
    const std::string nm = ToolBesideCompiler("llvm-nm");
    if (nm.empty()) return GiveUp("llvm-nm is missing beside the compiler");
    SandboxPolicy policy = Policy();
    policy.limits.output_bytes = std::int64_t{16} << 20;
    RunResult run =
        RunInSandbox(policy, {nm, "--extern-only", "--format=sysv", "--no-demangle", unit.object});
    if (run.end != RunEnd(ExitCode{0})) {
      return GiveUp("the compiled file could not be looked at: " + EndInWords(run.end));
    }
    unit.symbols = std::move(run.standard_output);
    return true;
  }

  std::string ToolBesideCompiler(const std::string& name) const {
    std::error_code error;
    const fs::path compiler = fs::canonical(request_.compiler, error);
    const fs::path tool = compiler.parent_path() / name;
    return !error && fs::exists(tool, error) ? tool.string() : "";
  }

  const BuildRequest& request_;
  std::optional<ScratchFolder> scratch_;
  std::map<std::string, std::string> texts_;
  SourceTexts lines_;
  PolicyRules rules_;
  std::vector<Unit> units_;
  BuildOutcome outcome_;
};

}  // namespace

BuildOutcome BuildSubmission(const BuildRequest& request) { return Build(request).Finish(); }

}  // namespace checker
