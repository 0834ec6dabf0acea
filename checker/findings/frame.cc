#include "checker/findings/frame.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace checker {
namespace {

using nlohmann::json;

// Without what stands in (...), <...> and {...}; "operator()" and the like keep their brackets.
std::string WithoutBrackets(const std::string& text) {
  std::string result;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (depth == 0 && text.compare(i, 8, "operator") == 0) {
      const std::size_t end = text.find('(', i + 8 + (text.compare(i + 8, 2, "()") == 0 ? 2 : 0));
      result += text.substr(i, end - i);
      if (end == std::string::npos) break;
      i = end;
      depth = 1;
      continue;
    }
    const char c = text[i];
    if (c == '(' || c == '<' || c == '{') ++depth;
    if (depth == 0) result += c;
    if ((c == ')' || c == '>' || c == '}') && depth > 0) --depth;
  }
  return result;
}

Frame FrameFrom(const json& symbol) {
  Frame frame;
  frame.function = symbol.value("FunctionName", "");
  frame.file = symbol.value("FileName", "");
  frame.line = symbol.value("Line", 0);
  frame.column = symbol.value("Column", 0);
  return frame;
}

}  // namespace

Symbols ParseSymbolizerOutput(const std::string& text) {
  Symbols symbols;
  const json list = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array()) return symbols;
  for (const json& entry : list) {
    if (!entry.contains("Address") || !entry.contains("Symbol")) continue;
    std::vector<Frame> frames;
    for (const json& symbol : entry["Symbol"]) {
      Frame frame = FrameFrom(symbol);
      if (!frame.file.empty()) frames.push_back(std::move(frame));
    }
    const std::string digits = entry["Address"].get<std::string>();
    const CodeOffset address = std::strtoull(digits.c_str(), nullptr, 16);
    if (!frames.empty()) symbols[address] = std::move(frames);
  }
  return symbols;
}

std::string ShortFunctionName(const std::string& demangled) {
  std::string name = demangled;
  // Clang writes a lambda in f as f()::$_0::operator()() or f()::'lambda'()::operator()().
  for (const char* lambda : {"::$_", "::'lambda", "::{lambda"}) {
    const std::size_t at = name.find(lambda);
    if (at != std::string::npos) name.resize(at);
  }
  name = WithoutBrackets(name);
  for (const char* suffix : {" const", " &", " &&", " noexcept"}) {
    const std::size_t at = name.rfind(suffix);
    if (at != std::string::npos && at + std::string(suffix).size() == name.size()) name.resize(at);
  }
  const std::size_t scope = name.rfind("::");
  if (scope != std::string::npos) name = name.substr(scope + 2);
  const std::size_t space = name.rfind(' ');  // a return type before a template's name
  if (space != std::string::npos && name.rfind("operator", 0) != 0) name = name.substr(space + 1);
  return name;
}

}  // namespace checker
