#include "checker/testing/child.h"

#include <sys/wait.h>
#include <unistd.h>

namespace checker {

bool WorksInAChild(const std::function<bool()>& works) {
  const pid_t child = fork();
  if (child == 0) _exit(works() ? 0 : 1);
  int status = -1;
  return waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace checker
