#include "checker/compile/compile_finding.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

SourceTexts Sources() { return {{"rlock.h", SourceText("a\nb\nc\nd\n")}}; }

TEST(CompileError, InTheStudentsFile) {
  const std::string text = ReadableDiagnostics(
      "In file included from chapters/04_locks/tests/rlock_test.cc:3:\n"
      "/submission/rlock.h:3:5: error: use of undeclared identifier 'coutn_'; did you mean "
      "'count_'?\n    3 |     coutn_ = 0;\n");
  EXPECT_EQ(text.find("/submission"), std::string::npos);
  const Finding finding = CompileFinding(text, Sources());
  EXPECT_EQ(finding.kind, FindingKind::kCompileError);
  EXPECT_EQ(finding.file, "rlock.h");
  EXPECT_EQ(finding.line, 3);
  EXPECT_EQ(finding.what,
            "The compiler says: use of undeclared identifier 'coutn_'; did you mean 'count_'?.");
  EXPECT_FALSE(finding.excerpt.empty());
}

TEST(CompileError, InATemplateOfTheLibraryIsFiledUnderItsUser) {
  const Finding finding = CompileFinding(
      "/usr/include/c++/12/bits/move.h:5:1: error: call to deleted constructor of 'X'\n"
      "rlock.h:2:9: note: in instantiation of function template specialization\n",
      Sources());
  EXPECT_EQ(finding.file, "rlock.h");
  EXPECT_EQ(finding.line, 2);
}

TEST(CompileError, InTheTestMeansAnotherInterface) {
  const Finding finding = CompileFinding(
      "chapters/04_locks/tests/rlock_test.cc:12:8: error: no member named 'reinit' in 'RLock'\n",
      Sources());
  EXPECT_EQ(finding.file, "tests/rlock_test.cc");
  EXPECT_EQ(finding.line, 12);
  EXPECT_NE(finding.why.find("does not offer"), std::string::npos);
}

TEST(CompileError, OfTheLinkerIsNamed) {
  EXPECT_EQ(CompileFinding("ld: test.o: undefined reference to `f()'\n", Sources()).what,
            "The program could not be linked.");
}

TEST(Diagnostics, AreCut) {
  EXPECT_LT(ReadableDiagnostics(std::string(1 << 20, 'x')).size(), 20u << 10);
}

}  // namespace
}  // namespace checker
