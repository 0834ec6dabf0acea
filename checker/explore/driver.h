// Runs the jobs that a test binary can be asked for.
#ifndef CHECKER_EXPLORE_DRIVER_H_
#define CHECKER_EXPLORE_DRIVER_H_

#include <vector>

namespace checker {

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

  // Whether it is a program that was not written for the explorer. Then each schedule runs in a
  // process of its own, spinning while others sleep is no failure, and what is left behind neither.
  virtual bool IsOrdinaryProgram() const { return false; }

  // Chooses the case that RunOnce runs.
  virtual void Select(const char* name) = 0;

  // Runs the case once. It calls BeginSchedule and EndSchedule round the part that is to be
  // explored (see run.h), unless `controlled` is false.
  virtual void RunOnce(bool controlled) = 0;
};

// Does what the arguments ask for; returns the exit code.
int Drive(int argc, char** argv, Subject& subject);

}  // namespace checker

#endif  // CHECKER_EXPLORE_DRIVER_H_
