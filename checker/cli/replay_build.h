// Builds what is to be replayed: the learner's own file, a given file, or a student's folder.
//
// Thread safety: one build at a time.
#ifndef CHECKER_CLI_REPLAY_BUILD_H_
#define CHECKER_CLI_REPLAY_BUILD_H_

#include <map>
#include <string>

#include "checker/base/status.h"
#include "checker/cli/commands.h"
#include "checker/submission/catalogue.h"

namespace checker {

struct ReplayBuild {
  std::map<std::string, std::string> files;  // the student's: name -> contents
  std::string binary;                        // path of the test binary
  std::string symbolizer;                    // path, or empty
};

StatusOr<ReplayBuild> BuildForReplay(const ReplayOptions& options, const ExerciseEntry& exercise,
                                     const Environment& environment);

}  // namespace checker

#endif  // CHECKER_CLI_REPLAY_BUILD_H_
