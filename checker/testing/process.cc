#include "checker/testing/process.h"

#include "checker/explore/api.h"

namespace checker {

void FailForks(int successes, int failures, int error) {
  explore::FailForks(successes, failures, error);
}

int ProcessesForked() { return explore::ProcessesForked(); }

}  // namespace checker
