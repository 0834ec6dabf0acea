// The program under test, as the engine sees it.
//
// Thread safety: none; used by the thread that runs the job.
#ifndef CHECKER_EXPLORE_ENGINE_SUBJECT_H_
#define CHECKER_EXPLORE_ENGINE_SUBJECT_H_

#include <vector>

#include "checker/explore/state/exploration_policy.h"

namespace explore {

struct Case {
  const char* name;
  const char* file;
  int line;
};

// What is explored: GoogleTest cases, or an ordinary program.
class Subject {
 public:
  virtual ~Subject() = default;
  virtual std::vector<Case> Cases() = 0;

  // How it is to be explored.
  virtual ExplorationPolicy Policy() const { return {}; }

  // Chooses the case that RunOnce runs.
  virtual void Select(const char* name) = 0;

  // Runs the case once. It calls BeginSchedule and EndSchedule round the part that is to be
  // explored (see schedule.h), unless `controlled` is false.
  virtual void RunOnce(bool controlled) = 0;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_SUBJECT_H_
