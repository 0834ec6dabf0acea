#include "checker/submission/policy.h"

#include "checker/submission/policy_lexer.h"
#include "checker/submission/policy_library_names.h"
#include "checker/submission/policy_lists.h"

namespace checker {
namespace {

using Kind = PolicyToken::Kind;

constexpr char kRemoveIt[] = "Remove it; the exercise can be solved without.";
constexpr char kNotWrittenYet[] = "checker/testing/not_written_yet.h";

class SourceCheck {
 public:
  SourceCheck(std::vector<PolicyToken> tokens, const PolicyRules& rules)
      : tokens_(std::move(tokens)), library_names_(tokens_), rules_(rules) {}

  std::vector<PolicyViolation> Violations() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (IsDirectiveStart()) CheckDirective();
      CheckToken();
    }
    return std::move(violations_);
  }

 private:
  const PolicyToken& Token(std::size_t offset = 0) const {
    static const PolicyToken kNone{Kind::kPunctuation, "", 0, false, true};
    return at_ + offset < tokens_.size() ? tokens_[at_ + offset] : kNone;
  }
  bool Is(std::size_t offset, std::string_view text) const { return Token(offset).text == text; }
  bool WasBefore(std::string_view text) const { return at_ > 0 && tokens_[at_ - 1].text == text; }

  void Refuse(const std::string& what, std::string_view why, std::string_view advice = kRemoveIt) {
    if (!reported_.insert(what).second) return;
    violations_.push_back({Token().line, what, std::string(why), std::string(advice)});
  }

  bool IsDirectiveStart() const {
    return Token().kind == Kind::kPunctuation && Token().text == "#" && Token().begins_line;
  }

  void CheckDirective() {
    const PolicyToken& name = Token(1);
    if (!name.in_directive || name.begins_line) return;  // a lone # does nothing
    static const std::set<std::string, std::less<>> kPlain = {
        "if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else", "endif", "error"};
    if (name.text == "include") return CheckInclude(Token(2));
    if (name.text == "define") return CheckMacro(Token(2));
    if (name.text == "undef") return CheckUndef(Token(2));
    if (name.text == "pragma" && Is(2, "once")) return;
    if (kPlain.count(name.text) == 0) {
      Refuse("`#" + name.text + "` is used",
             "It changes how the compiler reads or checks the code.");
    }
  }

  void CheckInclude(const PolicyToken& header) {
    if (header.kind != Kind::kHeader) {
      return Refuse("`#include` of something computed", "The checker must see what you include.",
                    "Write the header's name.");
    }
    const std::string name = header.text.substr(1, header.text.size() - 2);
    const bool own = name == kNotWrittenYet || rules_.headers.count(name) != 0;
    if (IsLibraryHeader(name) || rules_.allowed.count("<" + name + ">") != 0) return;
    if (own && header.text[0] == '"') return;
    Refuse(
        "`#include " + header.text + "`",
        "You may include the C++ standard library and the headers given with the exercise, "
        "nothing else of this machine.",
        own ? "Write it in double quotes." : "Include the standard header that has what you need.");
  }

  void CheckMacro(const PolicyToken& name) {
    macros_.insert(name.text);
    if (IsKeyword(name.text)) {
      Refuse("`#define " + name.text + "` gives a C++ keyword another meaning",
             "Nobody could read the code any more, and the test would be changed, too.");
    } else if (IsStandardName(name.text) || rules_.test_names.count(name.text) != 0 ||
               IsTestMacro(name.text)) {
      Refuse("`#define " + name.text + "` redefines a name of the library or of the test",
             "The test must mean what it says.", "Give your macro another name.");
    } else if (name.text.substr(0, 1) == "_" || name.text.find("__") != std::string::npos) {
      Refuse("`#define " + name.text + "` takes a name that is reserved for the compiler",
             "Names that begin with an underscore or hold two in a row belong to it.",
             "Give your macro another name.");
    }
  }

  void CheckUndef(const PolicyToken& name) {
    if (macros_.count(name.text) == 0) {
      Refuse("`#undef " + name.text + "`", "You may only undo what you defined yourself.");
    }
  }

  static bool IsTestMacro(const std::string& name) {
    for (const char* prefix : {"GTEST", "EXPECT_", "ASSERT_", "TEST", "GRADED_"}) {
      if (name.rfind(prefix, 0) == 0) return true;
    }
    return false;
  }

  void CheckToken() {
    const PolicyToken& token = Token();
    if (token.text == "##" && token.kind == Kind::kPunctuation) {
      return Refuse("`##` glues names together", "The checker must see the names you use.");
    }
    if (token.text == "\\" && token.kind == Kind::kPunctuation) {
      return Refuse("a name is written with a backslash", "The checker must see the names you use.",
                    "Write the letters themselves.");
    }
    if (token.text == "[" && Is(1, "[")) return CheckAttributes(2, "[", "]");
    if (token.kind == Kind::kName) CheckName(token.text);
  }

  void CheckName(const std::string& name) {
    if (name == "__attribute__" || name == "__attribute") return CheckAttributes(1, "(", ")");
    if (name == "__declspec" || name == "_Pragma" || name == "__pragma") {
      return Refuse("`" + name + "` is used", "It changes how the compiler treats the code.");
    }
    if (name == "extern" && Token(1).kind == Kind::kString) {
      return Refuse("`extern " + Token(1).text + "` is used",
                    "A name without C++ linkage can take the place of one of the system's.",
                    "Write a plain C++ function.");
    }
    if (name == "checker") return CheckOurs();
    if (name == "std") return CheckStandard();
    if (IsOurTest(name)) {
      return Refuse("`" + name + "` is used",
                    "The test belongs to the checker; your file holds only what the exercise asks "
                    "for.");
    }
    for (const auto& [entity, why] : rules_.forbidden) {
      if (!library_names_.Means(at_, entity)) continue;
      return Refuse("`" + name + "` is used", why, "Do it without.");
    }
    if (rules_.allowed.count(name) != 0) return;
    if (const std::string_view why = WhyNameRefused(name); !why.empty()) {
      Refuse("`" + name + "` is used", why);
    }
  }

  bool IsOurTest(const std::string& name) const {
    const bool called = Is(1, "(");
    if (name == "testing") return Is(1, "::") || WasBefore("namespace");
    return called && (name == "GRADED_TEST" || name == "TEST" || name == "TEST_F" ||
                      name == "TEST_P" || name == "TYPED_TEST" || name == "RUN_ALL_TESTS");
  }

  void CheckOurs() {
    const bool stub = Is(1, "::") && Is(2, "NotWrittenYet");
    const bool scope = Is(1, "::") || WasBefore("namespace") || WasBefore("=");
    if (stub || !scope) return;
    Refuse("the namespace `checker` is used", "It belongs to the checker.",
           "The only name in it for you is `checker::NotWrittenYet`.");
  }

  // A specialisation of a library's template changes what the test's own variables are. A few
  // templates are there to be specialised.
  void CheckStandard() {
    static const std::set<std::string, std::less<>> kMeantFor = {"hash",
                                                                 "formatter",
                                                                 "coroutine_traits",
                                                                 "tuple_size",
                                                                 "tuple_element",
                                                                 "common_type",
                                                                 "numeric_limits",
                                                                 "iterator_traits",
                                                                 "is_error_code_enum",
                                                                 "is_error_condition_enum"};
    const bool opened = WasBefore("namespace") && !(at_ > 1 && tokens_[at_ - 2].text == "using");
    const bool specialised = (WasBefore("struct") || WasBefore("class")) && Is(1, "::") &&
                             Is(3, "<") && kMeantFor.count(Token(2).text) == 0;
    if (!opened && !specialised) return;
    Refuse("the namespace `std` is added to", "The standard library must stay what it is.",
           "Write it outside of `std`; a specialisation of std::hash and the like goes by its full "
           "name: `template <> struct std::hash<Mine>`.");
  }

  // From the bracket at `offset` to the one that closes it.
  void CheckAttributes(std::size_t offset, std::string_view open, std::string_view close) {
    int depth = offset == 2 ? 2 : 0;
    for (; at_ + offset < tokens_.size(); ++offset) {
      const PolicyToken& token = Token(offset);
      depth += token.text == open ? 1 : token.text == close ? -1 : 0;
      if (depth <= 0) return;
      const bool attribute = token.kind == Kind::kName && StandsForAttribute(offset, open == "[");
      if (attribute && !IsHarmlessAttribute(WithoutUnderscores(token.text))) {
        Refuse("the attribute `" + token.text + "` is used",
               "Attributes like this one change how the code is compiled, started or checked.");
      }
    }
  }

  // Arguments of an attribute are no attributes: [[clang::guarded_by(mutex_)]].
  bool StandsForAttribute(std::size_t offset, bool brackets) const {
    const std::string& before = tokens_[at_ + offset - 1].text;
    if (before == ",") return InOuterList(offset, brackets);
    return before == "[" || before == "::" || before == ":" || before == "using" ||
           (before == "(" && !brackets && at_ + offset >= 2 &&
            tokens_[at_ + offset - 2].text == "(");
  }

  bool InOuterList(std::size_t offset, bool brackets) const {
    int parentheses = 0;
    for (std::size_t i = 0; i < offset; ++i) {
      parentheses += Is(i, "(") ? 1 : Is(i, ")") ? -1 : 0;
    }
    return parentheses <= (brackets ? 0 : 2);
  }

  static std::string WithoutUnderscores(std::string name) {
    if (name.size() > 4 && name.rfind("__", 0) == 0 && name.substr(name.size() - 2) == "__") {
      name = name.substr(2, name.size() - 4);
    }
    return name;
  }

  const std::vector<PolicyToken> tokens_;
  const PolicyLibraryNames library_names_;
  const PolicyRules& rules_;
  std::size_t at_ = 0;
  std::set<std::string> reported_;
  std::set<std::string> macros_;
  std::vector<PolicyViolation> violations_;
};

}  // namespace

std::vector<PolicyViolation> CheckSource(std::string_view source, const PolicyRules& rules) {
  return SourceCheck(LexForPolicy(source), rules).Violations();
}

std::vector<PolicyViolation> CheckMacrosAgainst(std::string_view source, std::string_view header) {
  std::vector<PolicyViolation> violations;
  std::set<std::string> names;
  const std::vector<PolicyToken> tokens = LexForPolicy(source);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool defines = tokens[i].text == "#" && tokens[i + 1].text == "define";
    const PolicyToken& macro = tokens[i + 2];
    // Looking for the letters is much faster, and nearly always enough.
    if (!defines || header.find(macro.text) == std::string_view::npos) continue;
    if (names.empty()) names = NamesIn(header);
    if (names.count(macro.text) == 0) continue;
    violations.push_back(
        {macro.line, "`#define " + macro.text + "` redefines a name of the library or of the test",
         "The test must mean what it says.", "Give your macro another name."});
  }
  return violations;
}

std::set<std::string> NamesIn(std::string_view source) {
  std::set<std::string> names;
  for (const PolicyToken& token : LexForPolicy(source)) {
    if (token.kind == Kind::kName) names.insert(token.text);
  }
  return names;
}

}  // namespace checker
