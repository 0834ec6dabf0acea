// A story for tests: two threads take two locks crosswise.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_SAMPLE_STORY_H_
#define CHECKER_REPORT_SAMPLE_STORY_H_

#include "checker/report/story.h"

namespace checker {

Story SampleStory();

}  // namespace checker

#endif  // CHECKER_REPORT_SAMPLE_STORY_H_
