// Begun: only what the first case of the test asks for. The reference is to be written here.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_01_PROCESSES_PIPELINE_H_
#define SOLUTIONS_01_PROCESSES_PIPELINE_H_

#include <stdexcept>
#include <string>
#include <vector>

struct PipelineResult {
  std::vector<int> statuses = {};
};

inline PipelineResult RunPipeline(const std::vector<std::vector<std::string>>& stages) {
  if (stages.empty()) throw std::invalid_argument("there is nothing to run");
  return {};
}

#endif  // SOLUTIONS_01_PROCESSES_PIPELINE_H_
