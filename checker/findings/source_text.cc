#include "checker/findings/source_text.h"

#include <algorithm>
#include <cctype>

namespace checker {
namespace {

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// A cursor in one line of code.
class Reader {
 public:
  Reader(const std::string& line, std::size_t at) : line_(line), at_(std::min(at, line.size())) {}

  void SkipSpaces() {
    while (at_ < line_.size() && line_[at_] == ' ') ++at_;
  }
  bool Starts(std::string_view text) const { return line_.compare(at_, text.size(), text) == 0; }
  bool AtName() const {
    return at_ < line_.size() && IsNameCharacter(line_[at_]) &&
           std::isdigit(static_cast<unsigned char>(line_[at_])) == 0;
  }
  void Skip(std::size_t count) { at_ = std::min(at_ + count, line_.size()); }
  std::size_t position() const { return at_; }

  // this->a.b[i].c and the like: the whole chain, an index as it is written.
  std::string Chain() {
    const std::size_t start = at_;
    while (at_ < line_.size()) {
      if (IsNameCharacter(line_[at_])) {
        ++at_;
      } else if (Starts("->") && at_ + 2 < line_.size() && IsNameCharacter(line_[at_ + 2])) {
        at_ += 2;
      } else if ((line_[at_] == '.' || Starts("::")) && IsNameCharacter(AfterSeparator())) {
        at_ += line_[at_] == '.' ? 1 : 2;
      } else if (line_[at_] == '[' && line_.find(']', at_) != std::string::npos) {
        at_ = line_.find(']', at_) + 1;
      } else {
        break;
      }
    }
    return line_.substr(start, at_ - start);
  }

 private:
  char AfterSeparator() const {
    const std::size_t next = at_ + (line_[at_] == '.' ? 1 : 2);
    return next < line_.size() ? line_[next] : '\0';
  }

  const std::string& line_;
  std::size_t at_;
};

// The chain that ends just before `end`: "items_" for "items_.|push_back".
std::string ChainBefore(const std::string& line, std::size_t end) {
  while (end > 0 && line[end - 1] == ' ') --end;
  std::size_t start = end;
  int brackets = 0;
  while (start > 0) {
    const char c = line[start - 1];
    if (c == ']') ++brackets;
    if (c == '[' && --brackets < 0) break;
    const bool arrow = c == '>' && start > 1 && line[start - 2] == '-';
    if (arrow)
      --start;
    else if (brackets == 0 && !IsNameCharacter(c) && c != '.' && c != ':' && c != '[')
      break;
    --start;
  }
  std::string chain = line.substr(start, end - start);
  while (!chain.empty() && std::string_view(".:->").find(chain.front()) != std::string_view::npos) {
    chain.erase(0, 1);
  }
  return chain;
}

std::string WithoutThis(std::string name) {
  if (name.rfind("this->", 0) == 0) name = name.substr(6);
  return name;
}

// Between the first bracket after `at` and its end, if that is a plain name: `mutex_` in
// `lock(mutex_)`, the first of several.
std::string FirstArgument(const std::string& line, std::size_t at) {
  const std::size_t open = line.find_first_of("({", at);
  if (open == std::string::npos) return "";
  Reader reader(line, open + 1);
  reader.SkipSpaces();
  if (reader.Starts("*") || reader.Starts("&")) reader.Skip(1);
  return reader.AtName() ? reader.Chain() : "";
}

// `object` of `object.method(`, where the column is that of the method.
std::string ObjectOfCall(const std::string& line, std::size_t at) {
  if (at >= 1 && line[at - 1] == '.') return ChainBefore(line, at - 1);
  if (at >= 2 && line[at - 1] == '>' && line[at - 2] == '-') return ChainBefore(line, at - 2);
  return "";
}

bool IsGuard(const std::string& line) {
  for (const char* guard : {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"}) {
    if (line.find(guard) != std::string::npos) return true;
  }
  return false;
}

// `column` stands on an operator: what is left of it is what changes, except before ++x and *x.
std::string OperandOf(const std::string& line, std::size_t at) {
  Reader reader(line, at);
  const bool step = reader.Starts("++") || reader.Starts("--");
  const std::string left = ChainBefore(line, at);
  if (step || reader.Starts("*") || reader.Starts("&") || reader.Starts("!")) {
    if (step && !left.empty()) return left;  // count_++
    reader.Skip(step ? 2 : 1);
    reader.SkipSpaces();
    return reader.AtName() ? reader.Chain() : "";
  }
  return left;
}

}  // namespace

SourceText::SourceText(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines_.push_back(std::move(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::string SourceText::Line(int line) const {
  return line >= 1 && line <= static_cast<int>(lines_.size()) ? lines_[line - 1] : "";
}

std::vector<SourceLine> SourceText::Excerpt(int line) const {
  std::vector<SourceLine> excerpt;
  if (line < 1 || line > static_cast<int>(lines_.size())) return excerpt;
  const int last = std::min<int>(line + 1, static_cast<int>(lines_.size()));
  for (int i = std::max(1, line - 2); i <= last; ++i) excerpt.push_back({i, Line(i)});
  return excerpt;
}

std::string NameAt(const std::string& line, int column) {
  if (column < 1 || column > static_cast<int>(line.size())) return "";
  const std::size_t at = column - 1;
  Reader reader(line, at);
  if (!reader.AtName()) return WithoutThis(OperandOf(line, at));
  if (const std::string object = ObjectOfCall(line, at); !object.empty()) {
    // A member that is read, or a method that is called: `a.b` or `a.b()`.
    Reader member(line, at);
    const std::string chain = member.Chain();
    member.SkipSpaces();
    const std::string dot = line[at - 1] == '.' ? "." : "->";
    return WithoutThis(member.Starts("(") ? object : object + dot + chain);
  }
  const std::string chain = reader.Chain();
  if (IsGuard(line)) return WithoutThis(FirstArgument(line, reader.position()));
  reader.SkipSpaces();
  if (reader.Starts("(")) {
    const std::size_t dot = chain.find_last_of(".>");
    if (dot == std::string::npos) return "";  // a plain function
    return WithoutThis(chain.substr(0, chain[dot] == '>' ? dot - 1 : dot));
  }
  return chain == "return" || chain == "if" || chain == "while" ? "" : WithoutThis(chain);
}

std::string LockAt(const std::string& line, int column) {
  const std::size_t emplace = line.find(".emplace");
  if (emplace != std::string::npos) {
    const std::string argument = WithoutThis(FirstArgument(line, emplace));
    if (!argument.empty()) return argument;
  }
  return NameAt(line, column);
}

}  // namespace checker
