// The sources of ordinary programs as a Bazel repository: a package for each program, which
// explored_program (checker/rules/explored.bzl) builds. And what the compiler says of them.
//
// Thread safety: programs of other files may be written and built at the same time.
#ifndef CHECKER_CLI_EXPLORED_REPOSITORY_H_
#define CHECKER_CLI_EXPLORED_REPOSITORY_H_

#include <filesystem>
#include <string>
#include <vector>

#include "checker/base/status.h"

namespace checker {

class ExploredRepository {
 public:
  static constexpr char kName[] = "explored";

  // Copies the sources into a package below the folder `root`, and returns Bazel's label for the
  // program, compiled with this level of optimisation. Fails, naming the file, where one is
  // missing, is no source, or has the name of another.
  static StatusOr<std::string> Write(const std::filesystem::path& root,
                                     const std::vector<std::filesystem::path>& sources,
                                     const std::string& optimisation = "-O1");
};

// What the compiler or the linker said: in Bazel's log behind the line that says that it failed.
std::string CompilersWords(const std::string& log_path);

}  // namespace checker

#endif  // CHECKER_CLI_EXPLORED_REPOSITORY_H_
