// A story as data for other programs.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_STORY_JSON_H_
#define CHECKER_REPORT_STORY_JSON_H_

#include <string>

#include "checker/report/story.h"

namespace checker {

// All steps; schema 1.
std::string StoryToJson(const Story& story);

// The trace format of Chrome and Perfetto: one track per thread. As virtual time mostly stands
// still, a step takes one microsecond of the picture; its virtual time is among its arguments.
std::string StoryToChromeTrace(const Story& story);

}  // namespace checker

#endif  // CHECKER_REPORT_STORY_JSON_H_
