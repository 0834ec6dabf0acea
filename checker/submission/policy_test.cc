#include "checker/submission/policy.h"

#include <gtest/gtest.h>

#include "checker/submission/policy_lexer.h"

namespace checker {
namespace {

std::string Names(std::string_view source) {
  std::string result;
  for (const PolicyToken& token : LexForPolicy(source)) {
    if (token.kind == PolicyToken::Kind::kName) result += token.text + " ";
  }
  return result;
}

TEST(PolicyLexer, SkipsCommentsAndStrings) {
  EXPECT_EQ(Names("a // asm\n/* asm\nasm */ b \"asm\" 'a' c"), "a b c ");
  EXPECT_EQ(Names("a \"\\\" asm\" b"), "a b ");
}

TEST(PolicyLexer, JoinsLinesAsTheCompilerDoes) {
  EXPECT_EQ(Names("as\\\nm x"), "asm x ");
  EXPECT_EQ(Names("as\\  \t\nm x"), "asm x ");
  EXPECT_EQ(Names("as\\\r\nm x"), "asm x ");
  EXPECT_EQ(Names("// comment \\\nasm\nb"), "b ");
  EXPECT_EQ(Names("/\\\n/ asm\nb"), "b ");
}

TEST(PolicyLexer, ALoneCarriageReturnEndsALineComment) {
  EXPECT_EQ(Names("// comment \rasm"), "asm ");
}

TEST(PolicyLexer, ReadsRawStrings) {
  EXPECT_EQ(Names("R\"x(asm )\" \\\n asm)x\" b"), "b ");
  EXPECT_EQ(Names("u8R\"(asm // )\" b"), "b ");
  EXPECT_EQ(Names("R\"(\")\" asm /*\")*/"), "asm ");
}

TEST(PolicyLexer, AnUnclosedQuoteEndsWithItsLine) { EXPECT_EQ(Names("it's\nasm"), "it asm "); }

TEST(PolicyLexer, SeparatorsInNumbersAreNoQuotes) {
  EXPECT_EQ(Names("1'000'000 + 0x1p-3 asm '\"' b"), "asm b ");
}

TEST(PolicyLexer, ASlashAndStarInAHeaderNameIsNoComment) {
  EXPECT_EQ(Names("#include <a/*b>\nasm /* */"), "include asm ");
}

TEST(PolicyLexer, KnowsDigraphs) {
  const auto tokens = LexForPolicy("%:include <x>\na %:%: b <::> <::x");
  EXPECT_EQ(tokens[0].text, "#");
  EXPECT_EQ(tokens[2].text, "<x>");
  EXPECT_EQ(tokens[4].text, "##");
  EXPECT_EQ(tokens[6].text, "[");
  EXPECT_EQ(tokens[7].text, "]");
  EXPECT_EQ(tokens[8].text, "<");
  EXPECT_EQ(tokens[9].text, "::");
}

TEST(PolicyLexer, CountsLines) {
  const auto tokens = LexForPolicy("a\n/*\n*/ b \\\n c\nR\"(\n\n)\" d");
  EXPECT_EQ(tokens[0].line, 1);
  EXPECT_EQ(tokens[1].line, 3);
  EXPECT_EQ(tokens[2].line, 4);
  EXPECT_EQ(tokens[3].line, 5);
  EXPECT_EQ(tokens[4].line, 7);
}

std::string FirstRefusal(std::string_view source, const PolicyRules& rules = {}) {
  const auto violations = CheckSource(source, rules);
  return violations.empty() ? "" : std::to_string(violations[0].line) + ": " + violations[0].what;
}

TEST(Policy, LetsHonestCodePass) {
  const char* honest = R"cpp(
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_
#pragma once
#include <atomic>
#include <mutex>
#include "mutex.h"
#include "checker/testing/not_written_yet.h"
#define LOG(x) ((void)0)
#undef LOG
    class [[nodiscard]] RLock {
     public:
      void lock() { checker::NotWrittenYet("take the inner mutex"); }
      [[gnu::always_inline, nodiscard]] bool daemon() const { return daemon_; }
      std::unique_ptr<RLock> clone() const;

     private:
      int fork_[2][3];  // a philosopher's
      bool daemon_ = false;
      int value_ __attribute__((guarded_by(mutex_)));
      [[clang::guarded_by(mutex_)]] int other_ = a[b[0]];
      std::mutex mutex_;
    };
    inline void system(int testing, int checker) {
      f([&] { return testing + checker; });
    }
#endif
  )cpp";
  PolicyRules rules;
  rules.headers = {"mutex.h"};
  EXPECT_EQ(FirstRefusal(honest, rules), "");
}

struct Refused {
  const char* source;
  const char* what;
};

TEST(Policy, RefusesWhatReachesRoundTheChecker) {
  const Refused cases[] = {
      {"\nvoid f() { asm(\"\"); }", "2: `asm` is used"},
      {"void f() { __asm__(\"\"); }", "1: `__asm__` is used"},
      {"#include \"../../../solutions/04_locks/rlock.h\"",
       "1: `#include \"../../../solutions/04_locks/rlock.h\"`"},
      {"#include </etc/passwd>", "1: `#include </etc/passwd>`"},
      {"#include \"/dev/zero\"", "1: `#include \"/dev/zero\"`"},
      {"#include <mutex.h>", "1: `#include <mutex.h>`"},
      {"#define X <x>\n#include X", "2: `#include` of something computed"},
      {"#include_next <mutex>", "1: `#include_next` is used"},
      {"#embed \"/etc/passwd\"", "1: `#embed` is used"},
      {"#import \"x\"", "1: `#import` is used"},
      {"#line 5", "1: `#line` is used"},
      {"%:pragma GCC poison x", "1: `#pragma` is used"},
      {"#warning /*\nasm /* */", "1: `#warning` is used"},
      {"_Pragma(\"x\")", "1: `_Pragma` is used"},
      {"#if __has_include(<a/*b>)", "1: `__has_include` is used"},
      {"#define GLUE(a, b) a##b", "1: `##` glues names together"},
      {"#define private public", "1: `#define private` gives a C++ keyword another meaning"},
      {"#define mutex int", "1: `#define mutex` redefines a name of the library or of the test"},
      {"#define EXPECT_EQ(a, b)",
       "1: `#define EXPECT_EQ` redefines a name of the library or of the test"},
      {"#define _x", "1: `#define _x` takes a name that is reserved for the compiler"},
      {"#undef EXPECT_EQ", "1: `#undef EXPECT_EQ`"},
      {"int \\u0061sm;", "1: a name is written with a backslash"},
      {"[[gnu::constructor]] void f();", "1: the attribute `constructor` is used"},
      {"[[using gnu: unused, constructor(101)]] void f();",
       "1: the attribute `constructor` is used"},
      {"<: [gnu::__no_sanitize_thread__]] void f();",
       "1: the attribute `__no_sanitize_thread__` is used"},
      {"__attribute__((unused, no_sanitize(\"thread\"))) void f();",
       "1: the attribute `no_sanitize` is used"},
      {"__attribute__((weak)) void f();", "1: the attribute `weak` is used"},
      {"__attribute__((__section__(\".preinit_array\"))) int x;",
       "1: the attribute `__section__` is used"},
      {"__attribute__((disable_sanitizer_instrumentation)) void f();",
       "1: the attribute `disable_sanitizer_instrumentation` is used"},
      {"extern \"C\" void __tsan_on_report(void*) {}", "1: `extern \"C\"` is used"},
      {"void __tsan_on_report(void*) {}", "1: `__tsan_on_report` is used"},
      {"namespace checker { void NotWrittenYet(); }", "1: the namespace `checker` is used"},
      {"namespace c = checker;", "1: the namespace `checker` is used"},
      {"void f() { checker::Controlled(); }", "1: the namespace `checker` is used"},
      {"TEST(RLock, X) {}", "1: `TEST` is used"},
      {"int main() {}", "1: `main` is used"},
      {"void f() { ::testing::Test x; }", "1: `testing` is used"},
      {"void f() { GTEST_SKIP(); }", "1: `GTEST_SKIP` is used"},
      {"void f() { syscall(1); }", "1: `syscall` is used"},
      {"auto x = &mmap;", "1: `mmap` is used"},
      {"dlsym(0, \"x\")", "1: `dlsym` is used"},
  };
  for (const Refused& refused : cases) {
    EXPECT_EQ(FirstRefusal(refused.source), refused.what) << refused.source;
  }
}

TEST(Policy, TheExerciseForbidsAndAllows) {
  PolicyRules rules;
  rules.forbidden["recursive_mutex"] = "Reentrancy is what this exercise is about.";
  rules.allowed = {"mmap", "<sys/io.h>"};
  const auto violations = CheckSource("#include <mutex>\nstd::recursive_mutex m;", rules);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].line, 2);
  EXPECT_EQ(violations[0].why, "Reentrancy is what this exercise is about.");
  EXPECT_EQ(FirstRefusal("#include <sys/io.h>\nauto x = mmap;", rules), "");
}

TEST(Policy, MacrosMayNotChangeTheTest) {
  PolicyRules rules;
  rules.test_names = NamesIn("TEST(A, B) { Ledger l; EXPECT_EQ(l.sum(), 3); }");
  EXPECT_NE(FirstRefusal("#define Ledger Fake", rules), "");
  EXPECT_EQ(FirstRefusal("#define LEDGER Fake", rules), "");
}

TEST(Policy, TheStandardLibraryStaysWhatItIs) {
  EXPECT_NE(FirstRefusal("namespace std { template <> class optional<int> {}; }"), "");
  EXPECT_NE(FirstRefusal("template <> class std::optional<int> {};"), "");
  EXPECT_NE(FirstRefusal("namespace std::chrono { }"), "");
  EXPECT_EQ(FirstRefusal("template <> struct std::hash<Mine> {};"), "");
  EXPECT_EQ(FirstRefusal("using namespace std; namespace fs = std::filesystem;"), "");
  EXPECT_EQ(FirstRefusal("struct X : std::vector<int> { class std::mutex* m; };"), "");
}

TEST(Policy, MacrosMayNotChangeHeadersOfOurs) {
  const char* header = "// Comment\nAssertionResult AssertionFailure();\n";
  EXPECT_EQ(CheckMacrosAgainst("\n#define AssertionFailure AssertionSuccess\n", header).at(0).line,
            2);
  EXPECT_TRUE(CheckMacrosAgainst("#define Comment\n#define Assertion x\n", header).empty());
}

TEST(Policy, SaysEachThingOnce) { EXPECT_EQ(CheckSource("asm asm asm", {}).size(), 1u); }

TEST(PolicySymbols, RefusesDefinitionsOfCNames) {
  const auto violations = CheckSymbols(
      "write T 0 1\n_ZN5RLock4lockEv W 0 1\nDW.ref.__gxx_personality_v0 V 0 8\n"
      "__clang_call_terminate W 0 9\npthread_mutex_lock U\n",
      "\nssize_t write(int, const void*, size_t) { return 0; }", {});
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].line, 2);
  EXPECT_EQ(violations[0].what, "`write` is defined as a function of C");
}

TEST(PolicySymbols, GlobalVariablesAreNoFunctionsOfC) {
  EXPECT_TRUE(
      CheckSymbols("tickets B 0 4\nsold V 0 4\nprices D 0 4\nlimits R 0 4\n", "", {}).empty());
}

TEST(PolicySymbols, RefusesCallsThatTheTestDoesNotMakeItself) {
  EXPECT_EQ(CheckSymbols("fork U\n", "fork();", {}).size(), 1u);
  PolicyRules rules;
  rules.test_names = {"fork"};
  EXPECT_TRUE(CheckSymbols("fork U\n", "", rules).empty());
}

TEST(PolicySymbols, LetsTheLibraryWaitOnAtomics) {
  EXPECT_TRUE(CheckSymbols("syscall U\n", "void f() { count.wait(0); }", {}).empty());
  EXPECT_EQ(CheckSymbols("syscall T 0 1\n", "", {}).size(), 1u);
}

TEST(PolicySymbols, RefusesAnotherOperatorNew) {
  EXPECT_EQ(CheckSymbols("_Znwm T 0 1\n", "void* operator new(size_t);", {}).size(), 1u);
  EXPECT_TRUE(CheckSymbols("_Znwm U\n", "", {}).empty());
}

}  // namespace
}  // namespace checker
