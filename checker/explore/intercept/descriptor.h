// Descriptors of the explored program.
//
// Thread safety: called once, before the first schedule.
#ifndef CHECKER_EXPLORE_INTERCEPT_DESCRIPTOR_H_
#define CHECKER_EXPLORE_INTERCEPT_DESCRIPTOR_H_

namespace explore {

// Takes down which files standard input, output and error are: those are not the program's doing.
void NoteStandardFiles();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_DESCRIPTOR_H_
