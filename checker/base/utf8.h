// Text from outside (compiler output, students' names) made safe to show, and measured in columns.
//
// Thread safety: pure functions.
#ifndef CHECKER_BASE_UTF8_H_
#define CHECKER_BASE_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace checker {

// The length in bytes of the UTF-8 character that `text` begins with; 0 if it begins with none.
std::size_t Utf8Length(std::string_view text);

// Whether all of `text` is UTF-8.
bool IsUtf8(std::string_view text);

// Bytes that are no UTF-8 become U+FFFD.
std::string ValidUtf8(std::string_view text);

// Valid UTF-8 in which control characters cannot act on a terminal: they are written as \x1b. Tabs
// become a space; new lines stay only if `keep_lines`.
std::string Printable(std::string_view text, bool keep_lines = false);

// How many columns of a terminal `text` takes: Chinese characters and emoji two each, a combining
// mark none.
std::size_t Columns(std::string_view text);

// The longest beginning of `text` that takes no more than `columns`.
std::string_view FirstColumns(std::string_view text, std::size_t columns);

}  // namespace checker

#endif  // CHECKER_BASE_UTF8_H_
