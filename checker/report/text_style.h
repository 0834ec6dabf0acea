// How text is written to a terminal or a file.
//
// Thread safety: plain data.
#ifndef CHECKER_REPORT_TEXT_STYLE_H_
#define CHECKER_REPORT_TEXT_STYLE_H_

namespace checker {

struct TextStyle {
  bool color = false;  // terminal colours
};

}  // namespace checker

#endif  // CHECKER_REPORT_TEXT_STYLE_H_
