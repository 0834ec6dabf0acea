// From what a replayed schedule showed to its story: addresses become lines of the student's files,
// objects get the names that the student gave them.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLI_REPLAY_STORY_H_
#define CHECKER_CLI_REPLAY_STORY_H_

#include "checker/findings/evidence.h"
#include "checker/report/story.h"

namespace checker {

// Steps, kind and moment; who the story is about is the caller's to fill in.
Story StoryOf(const Evidence& evidence);

}  // namespace checker

#endif  // CHECKER_CLI_REPLAY_STORY_H_
