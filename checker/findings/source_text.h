// The student's files as text: to quote lines, and to call things by the names the student gave.
//
// Thread safety: const methods may be called by any thread.
#ifndef CHECKER_FINDINGS_SOURCE_TEXT_H_
#define CHECKER_FINDINGS_SOURCE_TEXT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checker/findings/source_line.h"

namespace checker {

class SourceText {
 public:
  SourceText() = default;
  explicit SourceText(std::string_view text);

  // "" for a line that does not exist. Lines count from 1.
  std::string Line(int line) const;
  // Some lines round `line`.
  std::vector<SourceLine> Excerpt(int line) const;

 private:
  std::vector<std::string> lines_;
};

// By the student's name for the file: "rlock.h".
using SourceTexts = std::map<std::string, SourceText>;

// What a source line works on at a column (from 1, as debug information gives it): the `count_` of
// `++count_;`, the `mutex_` of `std::lock_guard lock(mutex_);`, the `items_` of
// `items_.push_back(x);`. "" when that can't be told.
std::string NameAt(const std::string& line, int column);

// The same for a line that takes a lock: `mutex` in `locks.emplace_back(mutex);`.
std::string LockAt(const std::string& line, int column);

}  // namespace checker

#endif  // CHECKER_FINDINGS_SOURCE_TEXT_H_
