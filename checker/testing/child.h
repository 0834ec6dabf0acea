// The child of a fork, for locks that have to work there.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_TESTING_CHILD_H_
#define CHECKER_TESTING_CHILD_H_

#include <functional>

namespace checker {

// Forks and runs `works` in the child, where only the calling thread lives on and leaks are not
// looked for. Returns what it returned there; false, too, if the child ended in another way.
bool WorksInAChild(const std::function<bool()>& works);

}  // namespace checker

#endif  // CHECKER_TESTING_CHILD_H_
