// A story as a page that stands alone: no script, nothing fetched.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_STORY_HTML_H_
#define CHECKER_REPORT_STORY_HTML_H_

#include <string>

#include "checker/report/story.h"

namespace checker {

std::string StoryToHtml(const Story& story);

}  // namespace checker

#endif  // CHECKER_REPORT_STORY_HTML_H_
