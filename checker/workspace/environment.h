// Where the command runs: the workbook's folder, where the person stands, Bazel, the terminal.
//
// Thread safety: plain data.
#ifndef CHECKER_WORKSPACE_ENVIRONMENT_H_
#define CHECKER_WORKSPACE_ENVIRONMENT_H_

#include <filesystem>
#include <string>

namespace checker {

// What every command ends with.
inline constexpr int kDone = 0;
inline constexpr int kFallsShort = 1;   // the student's work
inline constexpr int kCouldNotRun = 2;  // our trouble, or a wrong command

struct Environment {
  std::filesystem::path workspace;  // the workbook's top folder
  std::filesystem::path user_dir;   // paths in arguments are relative to this
  std::filesystem::path cache;      // for what can be made again
  std::string bazel;                // the program
  bool terminal = false;            // messages go to a terminal: they may be painted over
  bool color = false;               // the same for the output

  std::filesystem::path Resolve(const std::string& argument) const;
};

Environment ThisEnvironment();

// "workbook: <why>" to stderr; returns kCouldNotRun.
int Complain(const std::string& why);

}  // namespace checker

#endif  // CHECKER_WORKSPACE_ENVIRONMENT_H_
