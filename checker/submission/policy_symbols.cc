#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "checker/submission/policy.h"
#include "checker/submission/policy_lexer.h"
#include "checker/submission/policy_lists.h"

namespace checker {
namespace {

struct Symbol {
  std::string name;
  char type = 'U';
  std::string sort;  // FUNC, OBJECT, TLS, ...
  bool defined() const { return type != 'U' && type != 'w' && type != 'v'; }
  // Variables of the global namespace have plain names, too, and are harmless.
  // A weak one that is thread_local has the type of a function.
  bool defined_function() const {
    return (type == 'T' || type == 'W' || type == 'i') && sort != "TLS";
  }
  // Weak definitions are inline functions and templates: nobody's symbol is replaced by them unless
  // their names are C's.
  bool weak() const { return type == 'W' || type == 'V' || type == 'u'; }
  bool has_cpp_name() const { return name.rfind("_Z", 0) == 0; }
};

// What the compiler itself adds to a file.
bool IsCompilers(const Symbol& symbol) {
  return symbol.name.rfind("DW.ref.", 0) == 0 || symbol.name == "__clang_call_terminate" ||
         symbol.name.rfind("__tsan", 0) == 0 || symbol.name.rfind("__emutls", 0) == 0;
}

// std::atomic::wait, std::latch and the like call it from within the student's file. Whoever calls
// it by name is refused by the names in the source.
bool IsTheLibrarys(const Symbol& symbol) { return symbol.name == "syscall" && !symbol.defined(); }

// operator new and delete in any of their forms: _Znwm, _ZdlPv, ...
bool ReplacesAllocation(const Symbol& symbol) {
  for (const char* prefix : {"_Znw", "_Zna", "_Zdl", "_Zda"}) {
    if (symbol.name.rfind(prefix, 0) == 0) return true;
  }
  return false;
}

// The next column, without the blanks round it.
std::string NextColumn(std::istream& line) {
  std::string column;
  std::getline(line, column, '|');
  const std::size_t first = column.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return column.substr(first, column.find_last_not_of(' ') - first + 1);
}

// Name, value, type, sort, and more that does not matter here. Headings have no columns.
std::vector<Symbol> SymbolsIn(std::string_view listing) {
  std::vector<Symbol> symbols;
  std::istringstream lines{std::string(listing)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream columns(line);
    Symbol symbol;
    symbol.name = NextColumn(columns);
    NextColumn(columns);
    const std::string type = NextColumn(columns);
    symbol.sort = NextColumn(columns);
    if (type.size() != 1) continue;
    symbol.type = type[0];
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

std::string AsWritten(const std::string& name) {
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, nullptr), std::free);
  return text ? text.get() : name;
}

int LineOfName(const std::vector<PolicyToken>& tokens, const std::string& name) {
  for (const PolicyToken& token : tokens) {
    if (token.kind == PolicyToken::Kind::kName && token.text == name) return token.line;
  }
  return 0;
}

// `line`: where the source names it, 0 if it does not.
std::optional<PolicyViolation> ViolationByDefining(const Symbol& symbol, int line, bool known) {
  if (ReplacesAllocation(symbol)) {
    return PolicyViolation{line, "the global `operator new` or `operator delete` is replaced",
                           "The checker counts memory with its own.",
                           "Replace it for a class of yours, if you need to."};
  }
  if (!symbol.defined_function() || symbol.has_cpp_name() || known) return std::nullopt;
  return PolicyViolation{line, "`" + symbol.name + "` is defined as a function of C",
                         "It would take the place of one of the system's or of the checker's.",
                         "Give it another name, or put it into a class or a namespace."};
}

std::optional<PolicyViolation> ViolationByCalling(const Symbol& symbol, int line, bool known,
                                                  const PolicyRules& rules) {
  // Where the source has a name of its own like it, only the compiled file tells which is meant.
  const auto forbidden = rules.forbidden.find(symbol.name);
  if (forbidden != rules.forbidden.end() && line != 0) {
    return PolicyViolation{line, "`" + symbol.name + "` is used", forbidden->second,
                           "Do it without."};
  }
  const std::string why(WhyCallRefused(symbol.name));
  if (known || why.empty()) return std::nullopt;
  return PolicyViolation{line, "`" + symbol.name + "` is called", why, "Do it without."};
}

}  // namespace

std::vector<PolicyViolation> CheckSymbols(std::string_view listing, std::string_view source,
                                          const PolicyRules& rules) {
  const std::vector<PolicyToken> tokens = LexForPolicy(source);
  std::vector<PolicyViolation> violations;
  for (const Symbol& symbol : SymbolsIn(listing)) {
    if (IsCompilers(symbol) || IsTheLibrarys(symbol)) continue;
    const bool known =
        rules.allowed.count(symbol.name) != 0 || rules.test_names.count(symbol.name) != 0;
    const int line = LineOfName(tokens, ReplacesAllocation(symbol) ? "operator" : symbol.name);
    auto violation = symbol.defined() ? ViolationByDefining(symbol, line, known)
                                      : ViolationByCalling(symbol, line, known, rules);
    if (violation) violations.push_back(std::move(*violation));
  }
  return violations;
}

std::vector<PolicyViolation> CheckReplacements(std::string_view listing,
                                               std::string_view test_listing) {
  std::set<std::string> replaceable;
  for (const Symbol& symbol : SymbolsIn(test_listing)) {
    if (symbol.weak()) replaceable.insert(symbol.name);
  }
  std::vector<PolicyViolation> violations;
  for (const Symbol& symbol : SymbolsIn(listing)) {
    if (!symbol.defined() || symbol.weak() || replaceable.count(symbol.name) == 0) continue;
    violations.push_back({0, "`" + AsWritten(symbol.name) + "` is defined a second time",
                          "It would take the place of the one in a header.",
                          "Give it another name, or put it into an unnamed namespace."});
  }
  return violations;
}

}  // namespace checker
