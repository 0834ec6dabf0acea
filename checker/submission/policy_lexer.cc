#include "checker/submission/policy_lexer.h"

#include <algorithm>

namespace checker {
namespace {

using Kind = PolicyToken::Kind;

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

std::string WithPlainLineEnds(std::string_view source) {
  std::string result;
  result.reserve(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] != '\r') {
      result += source[i];
    } else if (i + 1 == source.size() || source[i + 1] != '\n') {
      result += '\n';
    }
  }
  return result;
}

// Walks over the source; joined lines are invisible to who uses it. Copies are cheap.
class Cursor {
 public:
  explicit Cursor(std::string_view source) : source_(source) { SkipSplices(); }

  bool AtEnd() const { return at_ >= source_.size(); }
  char Peek() const { return AtEnd() ? '\0' : source_[at_]; }
  char PeekAfter() const {
    Cursor next = *this;
    if (!next.AtEnd()) next.Take();
    return next.Peek();
  }
  int line() const { return line_; }

  char Take() {
    const char c = TakeRaw();
    SkipSplices();
    return c;
  }
  // Inside a raw string a backslash at a line's end is just that.
  char TakeRaw() {
    const char c = source_[at_++];
    if (c == '\n') ++line_;
    return c;
  }
  bool TakeRawText(std::string_view text) {
    if (source_.substr(at_, text.size()) != text) return false;
    at_ += text.size();
    SkipSplices();
    return true;
  }

 private:
  // White space between the backslash and the line's end does not hinder the compiler.
  void SkipSplices() {
    while (at_ < source_.size() && source_[at_] == '\\') {
      std::size_t end = at_ + 1;
      while (end < source_.size() && IsSpace(source_[end])) ++end;
      if (end >= source_.size() || source_[end] != '\n') return;
      at_ = end + 1;
      ++line_;
    }
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : at_(source) {}

  std::vector<PolicyToken> All() {
    while (!at_.AtEnd()) Next();
    return std::move(tokens_);
  }

 private:
  void Next() {
    const char c = at_.Peek();
    if (c == '\n') return Newline();
    if (IsSpace(c)) return void(at_.Take());
    if (c == '/' && at_.PeekAfter() == '/') return LineComment();
    if (c == '/' && at_.PeekAfter() == '*') return BlockComment();
    if (ExpectsHeader() && (c == '<' || c == '"')) return Header(c == '<' ? '>' : '"');
    if (IsNameStart(c)) return Name();
    if (IsDigit(c) || (c == '.' && IsDigit(at_.PeekAfter()))) return Number();
    if (c == '"' || c == '\'') return Quoted(c);
    Punctuation();
  }

  void Newline() {
    at_.Take();
    line_has_token_ = false;
    in_directive_ = false;
  }

  void Add(Kind kind, std::string text, int line) {
    const bool begins_line = !line_has_token_;
    if (kind == Kind::kPunctuation && text == "#" && begins_line) in_directive_ = true;
    tokens_.push_back({kind, std::move(text), line, in_directive_, begins_line});
    line_has_token_ = true;
  }

  void LineComment() {
    while (!at_.AtEnd() && at_.Peek() != '\n') at_.Take();
  }

  // Counts as one space, however many lines it spans: a directive may go on after it.
  void BlockComment() {
    at_.Take();
    at_.Take();
    while (!at_.AtEnd() && !(at_.Peek() == '*' && at_.PeekAfter() == '/')) at_.Take();
    for (int i = 0; i < 2 && !at_.AtEnd(); ++i) at_.Take();
  }

  bool ExpectsHeader() const {
    const std::size_t n = tokens_.size();
    return in_directive_ && n >= 2 && tokens_[n - 1].text == "include" &&
           tokens_[n - 2].text == "#" && tokens_[n - 2].begins_line;
  }

  void Header(char close) {
    const int line = at_.line();
    std::string text(1, at_.Take());
    while (!at_.AtEnd() && at_.Peek() != '\n') {
      text += at_.Take();
      if (text.back() == close) break;
    }
    Add(Kind::kHeader, std::move(text), line);
  }

  void Name() {
    const int line = at_.line();
    std::string text;
    while (IsNameStart(at_.Peek()) || IsDigit(at_.Peek())) text += at_.Take();
    const bool raw = text == "R" || text == "LR" || text == "uR" || text == "UR" || text == "u8R";
    if (raw && at_.Peek() == '"') return RawString(line);
    Add(Kind::kName, std::move(text), line);
  }

  void Number() {
    const int line = at_.line();
    std::string text(1, at_.Take());
    for (char c = at_.Peek(); IsNameStart(c) || IsDigit(c) || c == '.' || IsSeparator();
         c = at_.Peek()) {
      text += at_.Take();
      const char exponent = text.back();
      const bool may_have_sign =
          exponent == 'e' || exponent == 'E' || exponent == 'p' || exponent == 'P';
      if (may_have_sign && (at_.Peek() == '+' || at_.Peek() == '-')) text += at_.Take();
    }
    Add(Kind::kNumber, std::move(text), line);
  }

  bool IsSeparator() const {
    return at_.Peek() == '\'' && (IsNameStart(at_.PeekAfter()) || IsDigit(at_.PeekAfter()));
  }

  void Quoted(char quote) {
    const int line = at_.line();
    std::string text(1, at_.Take());
    while (!at_.AtEnd() && at_.Peek() != '\n') {
      text += at_.Take();
      if (text.back() == quote) break;
      if (text.back() == '\\' && !at_.AtEnd() && at_.Peek() != '\n') text += at_.Take();
    }
    Add(quote == '"' ? Kind::kString : Kind::kCharacter, std::move(text), line);
  }

  void RawString(int line) {
    at_.TakeRaw();
    std::string end = ")";
    while (!at_.AtEnd() && at_.Peek() != '(' && at_.Peek() != '\n') end += at_.TakeRaw();
    end += '"';
    std::string text;
    while (!at_.AtEnd() && !at_.TakeRawText(end)) text += at_.TakeRaw();
    Add(Kind::kString, std::move(text), line);
  }

  void Punctuation() {
    const int line = at_.line();
    std::string text = OneOrDigraph();
    const auto follows = [&](const char* alternative) {
      Cursor ahead = at_;
      return Digraph(ahead) == alternative;
    };
    if (text == "#" && follows("#")) text += OneOrDigraph();
    if (text == ":" && follows(":")) text += OneOrDigraph();
    Add(Kind::kPunctuation, std::move(text), line);
  }

  std::string OneOrDigraph() { return Digraph(at_); }

  // %: is #, <: is [, :> is ], <% is {, %> is }; except that <:: means < and :: unless : or >
  // follows.
  static std::string Digraph(Cursor& at) {
    if (at.AtEnd()) return "";
    const char first = at.Take();
    const char second = at.Peek();
    if (first == '<' && second == ':' && at.PeekAfter() == ':') {
      Cursor third = at;
      third.Take();
      third.Take();
      if (third.Peek() != ':' && third.Peek() != '>') return "<";
    }
    const char meaning = first == '%' && second == ':'   ? '#'
                         : first == '<' && second == ':' ? '['
                         : first == ':' && second == '>' ? ']'
                         : first == '<' && second == '%' ? '{'
                         : first == '%' && second == '>' ? '}'
                                                         : '\0';
    if (meaning == '\0') return std::string(1, first);
    at.Take();
    return std::string(1, meaning);
  }

  Cursor at_;
  bool line_has_token_ = false;
  bool in_directive_ = false;
  std::vector<PolicyToken> tokens_;
};

}  // namespace

std::vector<PolicyToken> LexForPolicy(std::string_view source) {
  std::string_view text = source;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // a byte order mark
  const std::string plain = WithPlainLineEnds(text);
  return Lexer(plain).All();
}

}  // namespace checker
