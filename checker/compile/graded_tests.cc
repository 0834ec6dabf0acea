#include "checker/compile/graded_tests.h"

#include <algorithm>
#include <vector>

#include "checker/submission/policy_lexer.h"

namespace checker {
namespace {

using Kind = PolicyToken::Kind;

constexpr std::size_t kMostDigits = 4;

bool IsPoints(const PolicyToken& token) {
  const std::string& text = token.text;
  return token.kind == Kind::kNumber && text.size() <= kMostDigits && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsPlainTest(const std::string& name) {
  return name == "TEST" || name == "TEST_F" || name == "TEST_P" || name == "TYPED_TEST" ||
         name == "TYPED_TEST_P";
}

class Reader {
 public:
  Reader(std::string_view source, const std::string& file)
      : tokens_(LexForPolicy(source)), file_(file) {}

  StatusOr<std::map<std::string, int>> Read() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (const std::string problem = ReadToken(); !problem.empty()) {
        return Error(file_ + ":" + std::to_string(tokens_[at_].line) + ": " + problem);
      }
    }
    if (points_.empty()) return Error(file_ + ": there is no GRADED_TEST in it");
    return std::move(points_);
  }

 private:
  bool Is(std::size_t offset, std::string_view text) const {
    return at_ + offset < tokens_.size() && tokens_[at_ + offset].text == text;
  }
  bool IsName(std::size_t offset) const {
    return at_ + offset < tokens_.size() && tokens_[at_ + offset].kind == Kind::kName;
  }

  // What is wrong with the test that begins here, or "".
  std::string ReadToken() {
    if (!IsName(0)) return "";
    const std::string& name = tokens_[at_].text;
    if (IsPlainTest(name) && Is(1, "(")) return name + " has no points; GRADED_TEST has";
    return name == "GRADED_TEST" ? ReadTest() : "";
  }

  std::string ReadTest() {
    if (tokens_[at_].in_directive) return "GRADED_TEST stands in a macro, where nobody finds it";
    if (!(Is(1, "(") && IsName(2) && Is(3, ",") && IsName(4) && Is(5, ","))) {
      return "the form is GRADED_TEST(Suite, Name, points)";
    }
    const std::string name = tokens_[at_ + 2].text + "." + tokens_[at_ + 4].text;
    if (!Is(7, ")") || !IsPoints(tokens_[at_ + 6])) {
      return "the points of " + name + " are not a positive whole number";
    }
    const int points = std::stoi(tokens_[at_ + 6].text);
    return points_.emplace(name, points).second ? "" : name + " is there twice";
  }

  const std::vector<PolicyToken> tokens_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::map<std::string, int> points_;
};

}  // namespace

StatusOr<std::map<std::string, int>> GradedTestsIn(std::string_view source,
                                                   const std::string& file) {
  return Reader(source, file).Read();
}

}  // namespace checker
