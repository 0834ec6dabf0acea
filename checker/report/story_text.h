// A story for the terminal: one column per thread.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_STORY_TEXT_H_
#define CHECKER_REPORT_STORY_TEXT_H_

#include <cstddef>
#include <string>

#include "checker/report/report_text.h"
#include "checker/report/story.h"

namespace checker {

// `columns`: the width of the screen; more threads than fit get narrower columns, but not too
// narrow to read.
std::string StoryToText(const Story& story, std::size_t columns, TextStyle style = {});

}  // namespace checker

#endif  // CHECKER_REPORT_STORY_TEXT_H_
