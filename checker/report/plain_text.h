// Text from outside (compiler output, students' names) made safe to show, and laid out in lines.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_PLAIN_TEXT_H_
#define CHECKER_REPORT_PLAIN_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace checker {

// The length in bytes of the UTF-8 character that `text` begins with; 0 if it begins with none.
std::size_t Utf8Length(std::string_view text);

// Bytes that are no UTF-8 become U+FFFD.
std::string ValidUtf8(std::string_view text);

// Valid UTF-8 in which control characters cannot act on a terminal: they are written as \x1b. Tabs
// become a space; new lines stay only if `keep_lines`.
std::string Printable(std::string_view text, bool keep_lines = false);

// How many characters a terminal shows, where each takes one column.
std::size_t Columns(std::string_view text);

// `text` with blanks up to `columns`; left as it is when it is longer.
std::string PadRight(std::string_view text, std::size_t columns);
std::string PadLeft(std::string_view text, std::size_t columns);

// `left`, blanks, `right`: together `columns` wide if they fit, else with two blanks between them.
std::string Spread(std::string_view left, std::string_view right, std::size_t columns);

// Breaks at blanks into lines of up to `columns`; a longer word gets a line of its own. New lines
// in `text` stay.
std::vector<std::string> Wrap(std::string_view text, std::size_t columns);

// 1234567 -> "1,234,567".
std::string Grouped(long long number);

// "1 schedule", "2 schedules".
std::string Counted(long long number, std::string_view noun);

}  // namespace checker

#endif  // CHECKER_REPORT_PLAIN_TEXT_H_
