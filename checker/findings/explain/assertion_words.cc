#include <sstream>
#include <vector>

#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

using Lines = std::vector<std::string>;

Lines SplitLines(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string Trim(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

bool Takes(const std::string& line, const std::string& prefix, std::string& rest) {
  if (line.rfind(prefix, 0) != 0) return false;
  rest = Trim(line.substr(prefix.size()));
  return true;
}

std::string Joined(const Lines& lines, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < lines.size(); ++i) {
    if (!Trim(lines[i]).empty()) text += (text.empty() ? "" : " ") + Trim(lines[i]);
  }
  return text;
}

// The author's words, then GoogleTest's facts in brackets.
std::string Combined(const std::string& author, std::string facts) {
  if (!facts.empty() && facts.back() == '.') facts.pop_back();
  if (author.empty()) return Capitalized(facts) + ".";
  const bool closed = author.back() == '.' || author.back() == '!' || author.back() == '?';
  return Capitalized(author) + (closed ? " (" : ": ") + facts + (closed ? ".)" : ".");
}

// Expected equality of these values: / a / Which is: 3 / b / Which is: 4 / what the author says
std::string Equality(const Lines& lines) {
  std::string sides[2], rest;
  std::size_t at = 1;
  for (std::string& side : sides) {
    if (at >= lines.size()) break;
    side = Trim(lines[at++]);
    if (at < lines.size() && Takes(Trim(lines[at]), "Which is:", rest)) {
      side = "`" + side + "` is " + rest;
      ++at;
    }
  }
  std::string facts = sides[0] + ", expected was " + sides[1];
  if (sides[1].rfind('`', 0) == 0) facts = sides[0] + " but " + sides[1];
  return Combined(Joined(lines, at), facts);
}

// Value of: e / Actual: false / Expected: true / what the author says
std::string Truth(const Lines& lines) {
  std::string expression, actual;
  Takes(lines[0], "Value of:", expression);
  if (lines.size() > 1) Takes(Trim(lines[1]), "Actual:", actual);
  return Combined(Joined(lines, 3), "`" + expression + "` is " + actual);
}

// Expected: (a) <= (b), actual: 3 vs 2 / what the author says
std::string Comparison(const Lines& lines) {
  std::string facts = Trim(lines[0].substr(std::string("Expected:").size()));
  const std::size_t actual = facts.find(", actual: ");
  if (actual != std::string::npos) {
    facts =
        "expected was `" + facts.substr(0, actual) + "`, but it was " + facts.substr(actual + 10);
    return Combined(Joined(lines, 1), facts);
  }
  std::string happened;
  std::size_t at = 1;
  if (lines.size() > 1 && Takes(Trim(lines[1]), "Actual:", happened)) ++at;
  const std::string expected = "expected was that " + facts;
  return Combined(Joined(lines, at),
                  Trim(expected) + (happened.empty() ? "" : " Instead, " + happened));
}

// C++ exception with description "x" thrown in the test body.
std::string ExceptionInWords(const std::string& line) {
  if (line.find("C++ exception ") == std::string::npos) return "";
  const std::size_t open = line.find('"');
  const std::size_t close = line.rfind('"');
  if (open == std::string::npos || close <= open) return "An exception left the test.";
  return "An exception left the test: " + line.substr(open + 1, close - open - 1) + ".";
}

}  // namespace

std::string AssertionInWords(const std::string& message) {
  const Lines lines = SplitLines(Trim(message));
  if (lines.empty()) return "The test failed.";
  if (lines[0].rfind("Expected equality of these values:", 0) == 0) return Equality(lines);
  if (lines[0].rfind("Value of:", 0) == 0) return Truth(lines);
  if (lines[0].rfind("Expected:", 0) == 0) return Comparison(lines);
  if (const std::string words = ExceptionInWords(lines[0]); !words.empty()) return words;
  const std::size_t first = lines[0] == "Failed" ? 1 : 0;
  const std::string words = Capitalized(Joined(lines, first));
  return words.empty() ? "The test failed." : words;
}

}  // namespace checker
