// Begun: only what the first case of the test asks for. The reference is to be written here.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_
#define SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_

#include <stdexcept>
#include <string>
#include <vector>

struct Command {
  std::vector<std::string> argv = {};
};

struct CommandResult {
  int status = 0;
};

inline CommandResult RunCommand(const Command& command) {
  if (command.argv.empty()) throw std::invalid_argument("there is no program to run");
  return {};
}

#endif  // SOLUTIONS_01_PROCESSES_RUN_COMMAND_H_
