// Builds a submission: source policy, compiler and linker in the sandbox.
//
// Thread safety: none; one build at a time.
#ifndef CHECKER_COMPILE_BUILD_H_
#define CHECKER_COMPILE_BUILD_H_

#include <map>
#include <string>
#include <vector>

#include "checker/compile/build_outcome.h"
#include "checker/compile/exercise.h"

namespace checker {

struct BuildRequest {
  Exercise exercise;
  std::map<std::string, std::string> sources;  // name -> path of what was handed in
  std::map<std::string, std::string> given;    // name -> path
  std::string test;
  std::vector<std::string> inputs;  // headers and libraries that may be read, besides /usr
  std::string compiler;
  std::vector<std::string> compile_flags;
  std::vector<std::string> link_inputs;
  std::vector<std::string> link_flags;
  std::string binary;  // where the result goes; an empty file if there is none
};

BuildOutcome BuildSubmission(const BuildRequest& request);

}  // namespace checker

#endif  // CHECKER_COMPILE_BUILD_H_
