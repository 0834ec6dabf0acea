// Text laid out in lines and columns.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_PLAIN_TEXT_H_
#define CHECKER_REPORT_PLAIN_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace checker {

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
