#include "checker/submission/policy_library_names.h"

#include <algorithm>
#include <cctype>

#include "checker/submission/policy_lists.h"

namespace checker {
namespace {

using Kind = PolicyToken::Kind;

// How many tokens are looked back at: without a limit a long line would take hours.
constexpr std::size_t kFarthest = 60;

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Keywords that may end the type in a declaration.
bool IsTypeKeyword(std::string_view name) {
  return IsOneOf(name, {"auto", "bool", "char", "char8_t", "const", "double", "float", "int",
                        "long", "short", "signed", "unsigned", "void", "volatile", "wchar_t"});
}

// Nobody can give anything of his own the name of a keyword, GNU's and C's among them.
bool IsReserved(std::string_view entity) {
  return IsKeyword(entity) || IsOneOf(entity, {"__thread", "_Thread_local"});
}

bool IsMacroName(std::string_view entity) {
  return std::none_of(entity.begin(), entity.end(),
                      [](unsigned char c) { return std::islower(c) || c == ':'; });
}

}  // namespace

PolicyLibraryNames::PolicyLibraryNames(const std::vector<PolicyToken>& tokens) : tokens_(tokens) {
  for (std::size_t at = 0; at < tokens_.size(); ++at) {
    if (Is(at, "namespace") && Is(at + 2, "=")) ReadAlias(at);
    if (Is(at, "using") && Is(at + 1, "namespace")) ReadDirective(at);
    if (Is(at, "define") && WasBefore(at, "#")) ReadMacro(at);
    if (Token(at).kind == Kind::kName && !Token(at).in_directive) ReadDeclaration(at);
  }
}

const PolicyToken& PolicyLibraryNames::Token(std::size_t at) const {
  static const PolicyToken kNone{Kind::kPunctuation, "", 0, false, true};
  return at < tokens_.size() ? tokens_[at] : kNone;
}

const PolicyToken& PolicyLibraryNames::Before(std::size_t at, std::size_t steps) const {
  return Token(at < steps ? tokens_.size() : at - steps);
}

bool PolicyLibraryNames::Means(std::size_t at, std::string_view entity) const {
  const std::size_t scope = entity.rfind("::");
  const bool standard = scope != std::string_view::npos;
  if (Token(at).text != (standard ? entity.substr(scope + 2) : entity)) return false;
  if (IsReserved(entity) || IsMacroName(entity) || Token(at).in_directive) return true;
  return standard ? MeansStandard(at) : MeansGlobal(at);
}

// namespace s = std;
void PolicyLibraryNames::ReadAlias(std::size_t at) {
  if (LeadsToStd(at + 3)) std_names_.insert(Token(at + 1).text);
}

// using namespace std;
void PolicyLibraryNames::ReadDirective(std::size_t at) {
  std_is_open_ = std_is_open_ || LeadsToStd(at + 2);
}

// Where `std` stands in a macro, its name may be followed by ::, and its arguments may follow std.
void PolicyLibraryNames::ReadMacro(std::size_t at) {
  for (std::size_t i = at + 2; Token(i).in_directive && !Token(i).begins_line; ++i) {
    if (std_names_.count(Token(i).text) == 0) continue;
    std_names_.insert(Token(at + 1).text);
    std_is_open_ = true;
    return;
  }
}

// Whether the scopes that begin here end with std: `std`, `::std`, `mine::alias_of_std`.
bool PolicyLibraryNames::LeadsToStd(std::size_t at) const {
  while (!Is(at, ";") && Is(at + 1, "::")) at += 2;
  if (Is(at, "::")) ++at;
  return std_names_.count(Token(at).text) != 0;
}

void PolicyLibraryNames::ReadDeclaration(std::size_t at) {
  const bool type = DeclaresType(at);
  if (!type && !DeclaresObject(at) && !IsNextDeclarator(at)) return;
  own_.names.insert(Token(at).text);
  if (type || InTypedef(at)) own_.types.insert(Token(at).text);
}

// struct X {   class X;   enum class X :   namespace X {   using X =
bool PolicyLibraryNames::DeclaresType(std::size_t at) const {
  const std::string& before = Before(at).text;
  const std::string& after = Token(at + 1).text;
  if (before == "namespace") return Before(at, 2).text != "using";
  if (before == "using") return after == "=";
  return IsOneOf(before, {"struct", "class", "union", "enum"}) &&
         IsOneOf(after, {"{", ":", ";", "final"});
}

// Semaphore X{1};   void X() {   (Semaphore& X)   std::vector<int> X;
bool PolicyLibraryNames::DeclaresObject(std::size_t at) const {
  if (!IsOneOf(Token(at + 1).text, {";", "=", "{", "(", ",", ")", "[", ":"})) return false;
  std::size_t last = at;
  while (last > 0 && IsOneOf(Before(last).text, {"*", "&"})) --last;
  return EndsType(last);
}

// Whether what lies before `at` may be the name of a type.
bool PolicyLibraryNames::EndsType(std::size_t at) const {
  const PolicyToken& before = Before(at);
  if (before.text == ">") return Before(at, 2).text != "-";
  return before.kind == Kind::kName && (!IsKeyword(before.text) || IsTypeKeyword(before.text));
}

// Semaphore turnstile{0}, X{1};
bool PolicyLibraryNames::IsNextDeclarator(std::size_t at) const {
  if (!WasBefore(at, ",") || !IsOneOf(Token(at + 1).text, {";", "=", "{", "(", ",", "["})) {
    return false;
  }
  const std::size_t last = at < kFarthest ? 0 : at - kFarthest;
  int depth = 0;
  for (std::size_t i = at - 1; i > last; --i) {
    const std::string& text = Before(i).text;
    const bool initialiser = text == "}" && IsOneOf(Token(i).text, {",", ")", "}"});
    if (depth == 0 && (IsOneOf(text, {";", "(", "{"}) || (text == "}" && !initialiser))) break;
    depth += initialiser || text == ")" ? 1 : IsOneOf(text, {"(", "{"}) ? -1 : 0;
    if (depth == 0 && DeclaresObject(i - 1)) return true;
  }
  return false;
}

bool PolicyLibraryNames::InTypedef(std::size_t at) const {
  const std::size_t last = at < kFarthest ? 0 : at - kFarthest;
  while (at > last && !IsOneOf(Before(at).text, {";", "{", "}"})) --at;
  return Is(at, "typedef");
}

// The names before the :: before `at`, the nearest first: {"chrono", "std"}.
std::vector<std::string> PolicyLibraryNames::Scopes(std::size_t at) const {
  std::vector<std::string> scopes;
  for (;;) {
    if (WasBefore(at, "template")) --at;
    if (!WasBefore(at, "::")) return scopes;
    const PolicyToken& scope = Before(at, 2);
    if (scope.kind != Kind::kName || IsKeyword(scope.text)) return scopes;
    if (scopes.size() == kFarthest) return scopes;
    at -= 2;
    scopes.push_back(Token(at).text);
  }
}

// After a . or ->. The arrow before a function's result is another one.
bool PolicyLibraryNames::IsMember(std::size_t at) const {
  if (WasBefore(at, ".")) return true;
  if (!WasBefore(at, ">") || Before(at, 2).text != "-") return false;
  const PolicyToken& object = Before(at, 3);
  const bool function = object.text == ")" || (IsKeyword(object.text) && object.text != "this");
  return !function || !IsOneOf(Token(at + 1).text, {"{", ";", "&", "*"});
}

bool PolicyLibraryNames::MeansStandard(std::size_t at) const {
  if (IsMember(at)) return false;
  const std::vector<std::string> scopes = Scopes(at);
  const auto is_std = [&](const std::string& scope) { return std_names_.count(scope) != 0; };
  if (std::any_of(scopes.begin(), scopes.end(), is_std)) return true;
  // A function is found by its arguments, too: call_once(flag, f).
  const bool found_by_arguments = scopes.empty() && Is(at + 1, "(");
  return (std_is_open_ || found_by_arguments) && IsNotOwn(at);
}

bool PolicyLibraryNames::MeansGlobal(std::size_t at) const {
  if (IsMember(at) || !Scopes(at).empty()) return false;
  if (WasBefore(at, "::")) return Before(at, 2).text != ">";
  return IsNotOwn(at);
}

bool PolicyLibraryNames::IsNotOwn(std::size_t at) const {
  if (own_.names.count(Token(at).text) == 0) return true;
  return own_.types.count(Token(at).text) == 0 && StandsForType(at);
}

// Where an own variable or function of that name can't stand.
bool PolicyLibraryNames::StandsForType(std::size_t at) const {
  const std::string& before = Before(at).text;
  const PolicyToken& after = Token(at + 1);
  if (after.kind == Kind::kName && !IsKeyword(after.text)) return true;
  if (after.text == "::") return true;
  if (after.text == "<") return OpensArguments(at + 1);
  if (IsOneOf(after.text, {"*", "&"})) return BeginsDeclaration(at);
  if (before == "<" || before == ",") return after.text == ">";
  if (before == "=") return Before(at, 3).text == "using";
  if (before == ":") return IsOneOf(Before(at, 3).text, {"struct", "class"});
  return IsOneOf(before, {"new", "public", "protected", "private", "virtual"});
}

// Whether the < at `at` has its >. One that compares has none in its statement.
bool PolicyLibraryNames::OpensArguments(std::size_t at) const {
  int angles = 0, parentheses = 0;
  for (std::size_t i = at; i < at + kFarthest; ++i) {
    const std::string& text = Token(i).text;
    if (IsOneOf(text, {"", ";", "{", "}"})) return false;
    parentheses += text == "(" ? 1 : text == ")" ? -1 : 0;
    if (parentheses < 0) return false;
    if (parentheses == 0) angles += text == "<" ? 1 : text == ">" ? -1 : 0;
    if (angles == 0) return true;
  }
  return false;
}

// mutex& x)   mutex* x =
bool PolicyLibraryNames::BeginsDeclaration(std::size_t at) const {
  const bool starts = IsOneOf(
      Before(at).text, {"", ";", "{", "}", "(", ",", "<", ":", "const", "static", "mutable"});
  std::size_t name = at + 1;
  while (IsOneOf(Token(name).text, {"*", "&"})) ++name;
  return starts && Token(name).kind == Kind::kName &&
         IsOneOf(Token(name + 1).text, {";", "=", ",", ")", "{", "("});
}

}  // namespace checker
