// A replayed schedule for the terminal: one column for each thread, every step, with the time.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_REPLAY_TEXT_H_
#define CHECKER_REPORT_REPLAY_TEXT_H_

#include <cstddef>
#include <string>

#include "checker/findings/annotated_trace.h"
#include "checker/report/text_style.h"

namespace checker {

// `columns`: the width of the screen; more threads than fit get narrower columns, but not too
// narrow to read.
std::string ReplayToText(const ReplayedSchedule& replay, std::size_t columns, TextStyle style = {});

}  // namespace checker

#endif  // CHECKER_REPORT_REPLAY_TEXT_H_
