// A step that the program tells of itself.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_TESTING_NOTE_H_
#define CHECKER_TESTING_NOTE_H_

namespace checker {

// A replayed schedule shows "runs TEXT" in the calling thread's column, among its other steps. For
// programs that execute another language, whose lines are told this way. It is no scheduling point,
// and without the schedule explorer it does nothing. The first 119 characters count.
void Note(const char* text);

}  // namespace checker

#endif  // CHECKER_TESTING_NOTE_H_
