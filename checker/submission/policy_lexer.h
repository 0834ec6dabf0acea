// Takes C++ source apart as far as the policy needs it: names, strings, punctuation, each with its
// line. Comments are gone and lines that end in a backslash are joined, as the compiler does it.
// Whatever a compiler would read, this lexer must read, too: code that it takes for a comment and
// the compiler does not would be a way past the policy.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SUBMISSION_POLICY_LEXER_H_
#define CHECKER_SUBMISSION_POLICY_LEXER_H_

#include <string>
#include <string_view>
#include <vector>

namespace checker {

struct PolicyToken {
  enum class Kind {
    kName,  // identifier or keyword
    kNumber,
    kString,  // with its quotes, or without them where it is a raw string
    kCharacter,
    kHeader,       // <vector> or "mutex.h" after #include, with its brackets
    kPunctuation,  // one character; but ## and :: are one token, and digraphs are spelled out
  };
  Kind kind;
  std::string text;
  int line;           // from 1
  bool in_directive;  // between a # that begins a line and the end of that line
  bool begins_line;   // nothing but white space and comments before it on its line
};

std::vector<PolicyToken> LexForPolicy(std::string_view source);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_POLICY_LEXER_H_
