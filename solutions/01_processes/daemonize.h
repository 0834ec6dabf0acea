// Begun: only what the first case of the test asks for. The reference is to be written here.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_01_PROCESSES_DAEMONIZE_H_
#define SOLUTIONS_01_PROCESSES_DAEMONIZE_H_

#include <sys/types.h>

#include <functional>
#include <stdexcept>

inline pid_t Daemonize(const std::function<int()>& body) {
  if (!body) throw std::invalid_argument("there is nothing to run");
  return 0;
}

#endif  // SOLUTIONS_01_PROCESSES_DAEMONIZE_H_
