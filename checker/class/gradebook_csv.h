// The gradebook: one row for each student, one column for each exercise (RFC 4180).
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_GRADEBOOK_CSV_H_
#define CHECKER_CLASS_GRADEBOOK_CSV_H_

#include <string>
#include <string_view>

#include "checker/class/class_result.h"

namespace checker {

// student, each exercise's points, total, maximum. Not submitted is 0. What could not be graded
// says so in words, as does the total then: neither is a number that somebody could take for a
// grade.
std::string GradebookCsv(const ClassResult& result);

// One cell: quoted where it must be; valid UTF-8 without control characters (they become ?); with a
// ' in front where a spreadsheet would take it for a formula.
std::string CsvCell(std::string_view text);

}  // namespace checker

#endif  // CHECKER_CLASS_GRADEBOOK_CSV_H_
