// How a class did, for the instructor.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_CLASS_SUMMARY_H_
#define CHECKER_CLASS_CLASS_SUMMARY_H_

#include <string>

#include "checker/class/class_result.h"

namespace checker {

// summary.txt: how many passed each exercise, the most frequent findings, what needs a look.
std::string SummaryText(const ClassResult& result);

// summary.json, schema 1: the same and every student's points.
std::string SummaryJson(const ClassResult& result);

}  // namespace checker

#endif  // CHECKER_CLASS_CLASS_SUMMARY_H_
