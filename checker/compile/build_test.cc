// Real builds of small submissions, honest and hostile, with the compiler of this machine.
#include "checker/compile/build.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "checker/base/scratch_folder.h"
#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

constexpr char kCompiler[] = "/usr/bin/clang++-22";

class BuildTest : public testing::Test {
 protected:
  BuildTest() {
    request_.exercise.name = "adder";
    request_.exercise.files = {"adder.h"};
    request_.exercise.forbidden = {{"std::plus", "Write it yourself."}};
    request_.compiler = kCompiler;
    request_.compile_flags = {"-std=c++20"};
    request_.binary = folder_ / "binary";
    request_.test = folder_ / "adder_test.cc";
    folder_.Write(
        "adder_test.cc",
        "#include \"adder.h\"\n#include \"given.h\"\nint main() { return Add(1, -1) + kGiven; }\n");
    request_.given["given.h"] = folder_ / "given.h";
    folder_.Write("given.h", "inline constexpr int kGiven = 0;\n");
  }

  void SetUp() override {
    if (!std::filesystem::exists(kCompiler)) GTEST_SKIP() << "there is no " << kCompiler;
  }

  BuildOutcome Built(const std::string& source) {
    folder_.Write("adder.h", source);
    request_.sources["adder.h"] = folder_ / "adder.h";
    return BuildSubmission(request_);
  }

  // The status must be the given one; returns the first finding's words.
  std::string Refused(const std::string& source, BuildStatus status) {
    const BuildOutcome outcome = Built(source);
    EXPECT_EQ(outcome.status, status) << outcome.note << outcome.diagnostics;
    EXPECT_EQ(std::filesystem::file_size(request_.binary), 0u);
    return outcome.findings.empty() ? "" : outcome.findings[0].what;
  }

  const ScratchFolder folder_;
  BuildRequest request_;
};

TEST_F(BuildTest, MakesABinary) {
  const BuildOutcome outcome = Built("inline int Add(int a, int b) { return a + b; }\n");
  ASSERT_EQ(outcome.status, BuildStatus::kBuilt) << outcome.note << outcome.diagnostics;
  EXPECT_EQ(system(request_.binary.c_str()), 0);
  EXPECT_NE(outcome.symbolizer.find("llvm-symbolizer"), std::string::npos);
}

TEST_F(BuildTest, NamesTheLineOfAnError) {
  const BuildOutcome outcome = Built("\ninline int Add(int a, int b) { return a + c; }\n");
  ASSERT_EQ(outcome.status, BuildStatus::kCompileError) << outcome.note;
  EXPECT_EQ(outcome.findings[0].file, "adder.h");
  EXPECT_EQ(outcome.findings[0].line, 2);
  EXPECT_EQ(outcome.diagnostics.find(folder_ / "adder.h"), std::string::npos);
}

TEST_F(BuildTest, AMissingFunctionIsACompileError) {
  EXPECT_NE(Refused("int Add(int a, int b);", BuildStatus::kCompileError), "");
}

TEST_F(BuildTest, RefusesWhatTheExerciseForbids) {
  EXPECT_EQ(Refused("#include <functional>\n"
                    "inline int Add(int a, int b) { return std::plus<int>()(a, b); }\n",
                    BuildStatus::kForbidden),
            "`plus` is used.");
}

TEST_F(BuildTest, RefusesToReadOtherFiles) {
  EXPECT_EQ(Refused("#include \"/etc/passwd\"\n", BuildStatus::kForbidden),
            "`#include \"/etc/passwd\"`.");
}

TEST_F(BuildTest, RefusesToTakeTheLibrarysPlace) {
  EXPECT_EQ(Refused("#include <unistd.h>\nssize_t write(int, const void*, size_t) { return 0; }\n"
                    "inline int Add(int a, int b) { return a + b; }\n",
                    BuildStatus::kForbidden),
            "`write` is defined as a function of C.");
  EXPECT_EQ(Refused("#include <new>\nvoid* operator new(std::size_t) { return nullptr; }\n"
                    "inline int Add(int a, int b) { return a + b; }\n",
                    BuildStatus::kForbidden),
            "the global `operator new` or `operator delete` is replaced.");
}

TEST_F(BuildTest, TakesGlobalVariables) {
  const BuildOutcome outcome = Built(
      "inline int calls = 0;\nint total;\nnamespace { int hidden = 1; }\nstatic const int kOne = "
      "1;\n"
      "inline int Add(int a, int b) { ++calls; return (total = a + b) + hidden - kOne; }\n");
  EXPECT_EQ(outcome.status, BuildStatus::kBuilt) << BuildOutcomeToJson(outcome);
}

TEST_F(BuildTest, RefusesCallsByTheirSymbols) {
  EXPECT_EQ(
      Refused("#include <unistd.h>\ninline int Add(int a, int b) { return fork() + a + b; }\n",
              BuildStatus::kForbidden),
      "`fork` is called.");
}

TEST_F(BuildTest, FilesThatAreNoneHaveTheirVerdicts) {
  EXPECT_EQ(Refused("", BuildStatus::kNotAttempted), "`adder.h` is empty.");
  EXPECT_EQ(Refused("\xff", BuildStatus::kCompileError), "`adder.h` is not UTF-8 text.");
  request_.sources["adder.h"] = folder_.path();
  EXPECT_EQ(BuildSubmission(request_).findings.at(0).what, "`adder.h` is a folder, not a file.");
  request_.sources.clear();
  EXPECT_EQ(BuildSubmission(request_).status, BuildStatus::kMissingFile);
}

TEST_F(BuildTest, ATemplateBombEnds) {
  const BuildOutcome outcome = Built(
      "template <int N> struct Bomb { Bomb<N + 1> left; Bomb<N * 2> right; };\n"
      "inline int Add(int a, int b) { return sizeof(Bomb<1>) + a + b; }\n");
  EXPECT_EQ(outcome.status, BuildStatus::kCompileError);
}

TEST_F(BuildTest, ACompilerThatIsMissingIsNotTheStudentsFault) {
  request_.compiler = "/usr/bin/no-such-compiler";
  EXPECT_EQ(Built("inline int Add(int a, int b) { return a + b; }\n").status,
            BuildStatus::kCouldNotBeGraded);
}

// An exercise of a header and a .cc.
class BuildOfTwoFilesTest : public BuildTest {
 protected:
  BuildOfTwoFilesTest() {
    request_.exercise.files = {"adder.h", "adder.cc"};
    Write("adder.h", "int Add(int a, int b);\n");
  }

  void Write(const std::string& name, const std::string& source) {
    folder_.Write(name, source);
    request_.sources[name] = folder_ / name;
  }

  // The finding's file and words.
  std::string RefusedFor(const std::string& source, BuildStatus status) {
    Write("adder.cc", source);
    const BuildOutcome outcome = BuildSubmission(request_);
    EXPECT_EQ(outcome.status, status) << outcome.note << outcome.diagnostics;
    if (outcome.findings.empty()) return "";
    return outcome.findings[0].file + ": " + outcome.findings[0].what;
  }
};

TEST_F(BuildOfTwoFilesTest, MakesABinary) {
  Write("adder.cc", "#include \"adder.h\"\nint Add(int a, int b) { return a + b; }\n");
  const BuildOutcome outcome = BuildSubmission(request_);
  ASSERT_EQ(outcome.status, BuildStatus::kBuilt) << outcome.note << outcome.diagnostics;
  EXPECT_EQ(system(request_.binary.c_str()), 0);
}

TEST_F(BuildOfTwoFilesTest, NamesTheFileThatIsMissing) {
  const BuildOutcome outcome = BuildSubmission(request_);
  EXPECT_EQ(outcome.status, BuildStatus::kMissingFile);
  EXPECT_EQ(outcome.findings.at(0).what, "`adder.cc` was not handed in.");
  EXPECT_EQ(RefusedFor("", BuildStatus::kNotAttempted), "adder.cc: `adder.cc` is empty.");
}

TEST_F(BuildOfTwoFilesTest, NamesTheLineOfAnErrorInEither) {
  Write("adder.cc", "#include \"adder.h\"\n\nint Add(int a, int b) { return a + c; }\n");
  const BuildOutcome outcome = BuildSubmission(request_);
  ASSERT_EQ(outcome.status, BuildStatus::kCompileError) << outcome.note;
  EXPECT_EQ(outcome.findings[0].file, "adder.cc");
  EXPECT_EQ(outcome.findings[0].line, 3);
}

TEST_F(BuildOfTwoFilesTest, HasOnePolicyForBoth) {
  EXPECT_EQ(RefusedFor("#include <functional>\n#include \"adder.h\"\n"
                       "int Add(int a, int b) { return std::plus<int>()(a, b); }\n",
                       BuildStatus::kForbidden),
            "adder.cc: `plus` is used.");
  EXPECT_EQ(RefusedFor("#include <unistd.h>\n#include \"adder.h\"\n"
                       "int Add(int a, int b) { return fork() + a + b; }\n",
                       BuildStatus::kForbidden),
            "adder.cc: `fork` is called.");
  EXPECT_EQ(RefusedFor("#include <unistd.h>\nssize_t write(int, const void*, size_t) { return 0; }",
                       BuildStatus::kForbidden),
            "adder.cc: `write` is defined as a function of C.");
}

TEST_F(BuildOfTwoFilesTest, RefusesToTakeAGivenFunctionsPlace) {
  folder_.Write("given.h",
                "struct Given { int Zero() { return 0; } };\n"
                "inline const int kGiven = Given().Zero();\n");
  EXPECT_EQ(RefusedFor("#include \"adder.h\"\nstruct Given { int Zero(); };\n"
                       "int Given::Zero() { return 1; }\nint Add(int a, int b) { return a + b; }\n",
                       BuildStatus::kForbidden),
            "adder.cc: `Given::Zero()` is defined a second time.");
}

TEST_F(BuildOfTwoFilesTest, AMissingFunctionIsACompileError) {
  EXPECT_NE(RefusedFor("#include \"adder.h\"\n", BuildStatus::kCompileError), "");
}

TEST(BuildOutcome, SurvivesTheTrip) {
  BuildOutcome outcome;
  outcome.status = BuildStatus::kForbidden;
  outcome.findings.resize(1);
  outcome.findings[0].what = "x";
  outcome.symbolizer = "/usr/bin/s";
  const BuildOutcome back = BuildOutcomeFromJson(BuildOutcomeToJson(outcome));
  EXPECT_EQ(back.status, BuildStatus::kForbidden);
  EXPECT_EQ(back.findings.at(0).what, "x");
  EXPECT_EQ(back.symbolizer, "/usr/bin/s");
  EXPECT_THROW(BuildOutcomeFromJson("{"), std::runtime_error);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
