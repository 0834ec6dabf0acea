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
      static RLock* main();  // the object's symbols tell it from ::main

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
      {"GRADED_TEST(RLock, X, 1) {}", "1: `GRADED_TEST` is used"},
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
  rules.forbidden["std::recursive_mutex"] = "Reentrancy is what this exercise is about.";
  rules.allowed = {"mmap", "<sys/io.h>"};
  const auto violations = CheckSource("#include <mutex>\nstd::recursive_mutex m;", rules);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].line, 2);
  EXPECT_EQ(violations[0].why, "Reentrancy is what this exercise is about.");
  EXPECT_EQ(FirstRefusal("#include <sys/io.h>\nauto x = mmap;", rules), "");
}

PolicyRules ForbiddenRules() {
  PolicyRules rules;
  for (const char* entity :
       {"std::mutex", "std::atomic", "std::call_once", "std::condition_variable_any",
        "std::binary_semaphore", "sem_init", "PTHREAD_MUTEX_RECURSIVE"}) {
    rules.forbidden[entity] = "Semaphores only.";
  }
  return rules;
}

// What is the student's own may be called like something of the library's.
TEST(PolicyForbidden, LetsOwnNamesPass) {
  const char* sources[] = {
      // Members, variables, parameters.
      "class Barrier { Semaphore mutex{1}; void f() { mutex.Acquire(); } };",
      "struct B { B() : mutex(1) {} Semaphore mutex; };",
      "struct B { std::vector<Semaphore> mutex; Semaphore* atomic; Semaphore& sem_init; };",
      "Semaphore mutex(1);\nvoid f() { mutex.Acquire(); mutex.Release(); }",
      "Semaphore turnstile(0), mutex(1);\nvoid f() { mutex.Acquire(); }",
      "Semaphore turnstile{0}, mutex{1}, *atomic = &mutex;",
      "void f(Semaphore& mutex, bool atomic) { if (atomic) mutex.Acquire(); }",
      "void f() { for (auto& mutex : all) mutex.Acquire(); }",
      "void f() { auto use = [](Semaphore& mutex) { mutex.Acquire(); }; use(all[0]); }",
      "int mutex[3]; int f() { return mutex[0] + mutex[1] * 2; }",
      "void f() { g(&mutex, *mutex, mutex->x, this->mutex, shared.mutex, shared->mutex); }",
      "void f() { lists.front().mutex.Acquire(); get()->mutex.Acquire(); }",
      // Functions and methods.
      "void mutex() {}\nvoid f() { mutex(); }",
      "struct Once { void call_once(int) {} void f() { call_once(1); this->call_once(2); } };",
      "struct S { void sem_init(int n); void f() { sem_init(2); } };\nvoid S::sem_init(int n) {}",
      "void f(S& s, S* p) { s.sem_init(1); p->sem_init(2); S::sem_init(3); }",
      "struct S { bool atomic() const { return true; } }; bool f(S s) { return s.atomic(); }",
      // Types and namespaces.
      "struct mutex { void Acquire(); };\nmutex m;\nlock_guard<mutex> g(m);",
      "namespace mutex { struct Lock {}; }\nmutex::Lock lock;",
      "namespace own { class mutex {}; }\nown::mutex m;\nstd::vector<own::mutex> all;",
      "using mutex = Semaphore;\nmutex m{1};",
      "typedef Semaphore mutex;\nmutex m{1};",
      "enum class mutex { kFree, kHeld };\nmutex m = mutex::kFree;",
      "enum State { mutex, atomic };",
      // Beside other things of the library.
      "#include <mutex>\n#include <atomic>\nstd::lock_guard guard(semaphore);",
      "std::atomic_thread_fence(order); std::mutex_like m; std::recursive_mutex r;",
      "using namespace std;\nclass B { Semaphore mutex{1}; void f() { mutex.Acquire(); } };",
      "using namespace std;\nvoid f(Semaphore& mutex) { mutex.Acquire(); g(mutex, 1); }",
      "using namespace std;\nbool f(int atomic) { return g(atomic < 3) && atomic < 4; }",
      "using namespace std;\nvoid f(Shared& s) { s.mutex.Acquire(); get()->mutex.Acquire(); }",
      "using namespace std;\nstruct mutex {};\nstruct B : mutex { ::mutex m; };",
      "using namespace std::chrono_literals;\nauto mutex = 5ms; auto f() { return mutex; }",
      "namespace s = std;\nSemaphore mutex{1};\ns::vector<int> all;",
      "namespace fs = std::filesystem;\nfs::path mutex;",
      // Comments and strings.
      "// std::mutex m;\n/* std::atomic<int> a; sem_init() */",
      "const char* text = \"std::mutex PTHREAD_MUTEX_RECURSIVE\";",
      "const char* text = R\"(using namespace std; mutex m;)\";",
  };
  for (const char* source : sources) {
    EXPECT_EQ(FirstRefusal(source, ForbiddenRules()), "") << source;
  }
}

TEST(PolicyForbidden, RefusesTheLibrarysHoweverItIsNamed) {
  const Refused cases[] = {
      {"std::mutex m;", "1: `mutex` is used"},
      {"::std::mutex m;", "1: `mutex` is used"},
      {"std :: /* */ mutex m;", "1: `mutex` is used"},
      {"std::\nmutex m;", "2: `mutex` is used"},
      {"class B { std::mutex mutex; };", "1: `mutex` is used"},
      {"Semaphore mutex{1};\nstd::mutex m;", "2: `mutex` is used"},
      {"using std::mutex;\nmutex m;", "1: `mutex` is used"},
      {"using std::vector, std::mutex;", "1: `mutex` is used"},
      {"using namespace std;\nmutex m;", "2: `mutex` is used"},
      {"using namespace ::std;\nstatic mutex m;", "2: `mutex` is used"},
      {"void f() { using namespace std; mutex m; }", "1: `mutex` is used"},
      {"using namespace std;\nvector<mutex> all;", "2: `mutex` is used"},
      {"using namespace std;\nunique_ptr<mutex> p(new mutex);", "2: `mutex` is used"},
      {"using namespace std;\nauto m = mutex();", "2: `mutex` is used"},
      {"using namespace std;\nvoid f(mutex& m);", "2: `mutex` is used"},
      {"using namespace std;\nstruct B : mutex {};", "2: `mutex` is used"},
      {"using namespace std;\nusing M = mutex;", "2: `mutex` is used"},
      {"using namespace std;\nauto f() -> mutex { return {}; }", "2: `mutex` is used"},
      {"using namespace std;\n::mutex m;", "2: `mutex` is used"},
      {"using namespace std;\natomic<int> a;", "2: `atomic` is used"},
      {"using namespace std;\nclass mutex* m;", "2: `mutex` is used"},
      // Beside a name of one's own.
      {"using namespace std;\nstruct B { int mutex; };\nmutex m;", "3: `mutex` is used"},
      {"using namespace std;\nvoid f(int mutex);\nvoid g(mutex& m);", "3: `mutex` is used"},
      {"using namespace std;\nint mutex();\nvector<mutex> m;", "3: `mutex` is used"},
      {"using namespace std;\nint mutex;\nstruct B : public mutex {};", "3: `mutex` is used"},
      {"using namespace std;\nint atomic;\natomic<int> a;", "3: `atomic` is used"},
      {"using namespace std;\nauto atomic = f();\natomic<pair<A, B>(C...)> a;",
       "3: `atomic` is used"},
      {"namespace own { using namespace std; }\nown::mutex m;", "2: `mutex` is used"},
      // By another name of std.
      {"namespace s = std;\ns::mutex m;", "2: `mutex` is used"},
      {"namespace s = ::std; namespace t = s;\nt::mutex m;", "2: `mutex` is used"},
      {"namespace own { namespace s = std; }\nown::s::mutex m;", "2: `mutex` is used"},
      {"namespace own { namespace s = std; }\nnamespace t = own::s;\nt::mutex m;",
       "3: `mutex` is used"},
      {"namespace s = std;\nusing namespace s;\nmutex m;", "3: `mutex` is used"},
      {"std::_V2::condition_variable_any c;", "1: `condition_variable_any` is used"},
      // As a part of something.
      {"using M = std::mutex;\nM m;", "1: `mutex` is used"},
      {"typedef std::mutex M;", "1: `mutex` is used"},
      {"std::lock_guard<std::mutex> guard(m);", "1: `mutex` is used"},
      {"struct B : private std::mutex {};", "1: `mutex` is used"},
      {"template <class M = std::mutex> class B {};", "1: `mutex` is used"},
      {"std::template atomic<int> a;", "1: `atomic` is used"},
      {"decltype(std::mutex()) m;", "1: `mutex` is used"},
      {"class std::mutex* m;", "1: `mutex` is used"},
      {"std::binary_semaphore s{1};", "1: `binary_semaphore` is used"},
      // Functions: also found by their arguments.
      {"void f() { std::call_once(flag, g); }", "1: `call_once` is used"},
      {"void f() { call_once(flag, g); }", "1: `call_once` is used"},
      {"void f() { sem_init(&s, 0, 1); }", "1: `sem_init` is used"},
      {"void f() { ::sem_init(&s, 0, 1); }", "1: `sem_init` is used"},
      {"auto f = &sem_init;", "1: `sem_init` is used"},
      {"auto f = sem_init;", "1: `sem_init` is used"},
      {"using ::sem_init;", "1: `sem_init` is used"},
      {"int f() { return ::sem_init(&s, 0, 1); }", "1: `sem_init` is used"},
      {"struct S { void sem_init(); };\nvoid f() { ::sem_init(&s, 0, 1); }",
       "2: `sem_init` is used"},
      // Macros: those of the library are words, and so is what stands in one's own.
      {"int kind = PTHREAD_MUTEX_RECURSIVE;", "1: `PTHREAD_MUTEX_RECURSIVE` is used"},
      {"f(own::PTHREAD_MUTEX_RECURSIVE);", "1: `PTHREAD_MUTEX_RECURSIVE` is used"},
      {"#define LOCK mutex\nstd::LOCK m;", "1: `mutex` is used"},
      {"#define LIBRARY std\nLIBRARY::mutex m;", "2: `mutex` is used"},
      {"#define OF_STD(name) std::name\nOF_STD(mutex) m;", "2: `mutex` is used"},
  };
  for (const Refused& refused : cases) {
    EXPECT_EQ(FirstRefusal(refused.source, ForbiddenRules()), refused.what) << refused.source;
  }
}

TEST(PolicyForbidden, AKeywordIsNobodysOwnName) {
  PolicyRules rules;
  for (const char* word : {"thread_local", "__thread", "_Thread_local"}) {
    rules.forbidden[word] = "That is what you build.";
    for (const char* before : {"static int ", "int x, ", "using ", "std::vector<int> "}) {
      const std::string source = before + std::string(word) + " (x);\n" + word + " int y;";
      EXPECT_EQ(FirstRefusal(source, rules), "1: `" + std::string(word) + "` is used") << source;
    }
  }
  EXPECT_EQ(FirstRefusal("int thread_local_ = 0; // no thread_local", rules), "");
}

// In a file that opens std and has a name of its own like the forbidden one, only a compiler could
// tell them apart everywhere.
TEST(PolicyForbidden, KnownLimits) {
  EXPECT_EQ(FirstRefusal("using namespace std;\nstruct B { int mutex; };\nauto m = mutex();",
                         ForbiddenRules()),
            "");
  EXPECT_EQ(FirstRefusal("using namespace std;\nstruct A { struct mutex {}; };\nmutex m;",
                         ForbiddenRules()),
            "");
  EXPECT_NE(FirstRefusal("using namespace std;\ntemplate <class mutex> void f(mutex& m);",
                         ForbiddenRules()),
            "");
  EXPECT_NE(FirstRefusal("#define ENTER mutex.Acquire()\nSemaphore mutex{1};", ForbiddenRules()),
            "");
}

TEST(PolicyForbidden, TakesNoLongerForALongLine) {
  std::string commas, scopes, stars;
  for (int i = 0; i < 20000; ++i) {
    commas += "mutex,";
    scopes += "mutex::";
    stars += "int * mutex ";
  }
  for (const std::string& line : {commas, scopes, stars}) {
    EXPECT_EQ(FirstRefusal("using namespace own; " + line, ForbiddenRules()), "");
  }
}

TEST(PolicyForbidden, SaysTheExercisesReason) {
  const auto violations = CheckSource("std::mutex m; std::mutex n;", ForbiddenRules());
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].why, "Semaphores only.");
  EXPECT_EQ(violations[0].advice, "Do it without.");
}

TEST(PolicySymbols, TellAForbiddenFunctionOfCFromAMethodOfTheStudents) {
  const char* source = "struct S { void sem_init(); };\nvoid f() { sem_init(&s, 0, 1); }";
  EXPECT_EQ(FirstRefusal(source, ForbiddenRules()), "");
  EXPECT_EQ(CheckSymbols("sem_init|0|U|NOTYPE\n", source, ForbiddenRules()).at(0).what,
            "`sem_init` is used");
  EXPECT_TRUE(CheckSymbols("_ZN1S8sem_initEv|0|U|NOTYPE\n", source, ForbiddenRules()).empty());
  EXPECT_TRUE(CheckSymbols("sem_init|0|U|NOTYPE\n", "std::cout << 1;", ForbiddenRules()).empty());
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
      "write|0|T|FUNC\n_ZN5RLock4lockEv|0|W|FUNC\nDW.ref.__gxx_personality_v0|0|V|OBJECT\n"
      "__clang_call_terminate|0|W|FUNC\npthread_mutex_lock|0|U|NOTYPE\n",
      "\nssize_t write(int, const void*, size_t) { return 0; }", {});
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].line, 2);
  EXPECT_EQ(violations[0].what, "`write` is defined as a function of C");
}

TEST(PolicySymbols, MainIsTheCheckers) {
  const auto defined = CheckSymbols("main|0|T|FUNC\n", "\nint main() {}", {});
  ASSERT_EQ(defined.size(), 1u);
  EXPECT_EQ(defined[0].line, 2);
  EXPECT_EQ(CheckSymbols("main|0|U|NOTYPE\n", "int main(); int again() { return main(); }", {})
                .at(0)
                .what,
            "`main` is called");
  EXPECT_TRUE(CheckSymbols("_ZN8Registry4mainEv|0|W|FUNC\n", "Registry::main()", {}).empty());
}

TEST(PolicySymbols, GlobalVariablesAreNoFunctionsOfC) {
  // `inline thread_local int mine;` as llvm-nm lists it.
  EXPECT_TRUE(
      CheckSymbols("\n\nSymbols from o.o:\n\nName  Value  Class  Type  Size  Line  Section\n"
                   "mine         |0000000000000000|   W  |   TLS|0000000000000004|     |.tbss\n",
                   "", {})
          .empty());
  EXPECT_TRUE(
      CheckSymbols("tickets|0|B|OBJECT\nsold|0|V|OBJECT\nprices|0|D|OBJECT\nlimits|0|R|OBJECT\n",
                   "", {})
          .empty());
}

TEST(PolicySymbols, RefusesCallsThatTheTestDoesNotMakeItself) {
  EXPECT_EQ(CheckSymbols("fork|0|U|NOTYPE\n", "fork();", {}).size(), 1u);
  PolicyRules rules;
  rules.test_names = {"fork"};
  EXPECT_TRUE(CheckSymbols("fork|0|U|NOTYPE\n", "", rules).empty());
}

TEST(PolicySymbols, LetsTheLibraryWaitOnAtomics) {
  EXPECT_TRUE(CheckSymbols("syscall|0|U|NOTYPE\n", "void f() { count.wait(0); }", {}).empty());
  EXPECT_EQ(CheckSymbols("syscall|0|T|FUNC\n", "", {}).size(), 1u);
}

TEST(PolicySymbols, RefusesToTakeTheTestsPlace) {
  const char* test = "_ZN5Mutex4lockEv|0|W|FUNC\nkGiven|0|V|OBJECT\n_ZN4Pool3runEv|0|U|NOTYPE\n";
  EXPECT_EQ(CheckReplacements("_ZN5Mutex4lockEv|0|T|FUNC\n", test).at(0).what,
            "`Mutex::lock()` is defined a second time");
  EXPECT_EQ(CheckReplacements("kGiven|0|D|OBJECT\n", test).size(), 1u);
  EXPECT_TRUE(
      CheckReplacements("_ZN4Pool3runEv|0|T|FUNC\n_ZN5Mutex4lockEv|0|W|FUNC\n", test).empty());
  EXPECT_TRUE(CheckReplacements("_ZN5Mutex4lockEv|0|U|NOTYPE\nkGiven|0|U|NOTYPE\n", test).empty());
}

TEST(PolicySymbols, RefusesAnotherOperatorNew) {
  EXPECT_EQ(CheckSymbols("_Znwm|0|T|FUNC\n", "void* operator new(size_t);", {}).size(), 1u);
  EXPECT_TRUE(CheckSymbols("_Znwm|0|U|NOTYPE\n", "", {}).empty());
}

}  // namespace
}  // namespace checker
