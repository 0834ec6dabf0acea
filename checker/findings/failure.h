// What the test binary says about a schedule that failed: the records of its private pipe, as data.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_FAILURE_H_
#define CHECKER_FINDINGS_FAILURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/findings/frame.h"
#include "checker/protocol/finding_kind.h"
#include "checker/protocol/operation.h"

namespace checker {

// Threads are numbered in the order in which they began; the test itself is 0.
struct BlockedThread {
  int id = 0;
  // kNone for a thread that is not blocked.
  protocol::Operation operation = protocol::Operation::kNone;
  std::string object;  // "mutex #2"
  int object_id = -1;
  int held_by = -1;  // the thread that holds the object
  int waits_for = -1;
  Stack stack;
};

struct EarlyNotify {
  int thread = 0;
  int step = 0;
  Stack stack;
};

struct Failure {
  std::optional<protocol::FindingKind> kind;  // nothing where no schedule failed
  std::string strategy;
  int schedule = 0;  // its number within the job, from 1
  std::string token;
  std::string message;
  std::string file;  // of a failed assertion
  int line = 0;
  std::vector<BlockedThread> threads;
  std::vector<int> cycle;  // thread ids, each waiting for the next; empty if there is none
  std::optional<EarlyNotify> early_notify;
};

// One step of the schedule that is told.
struct TraceStep {
  int number = 0;
  int thread = 0;
  protocol::Operation operation = protocol::Operation::kNone;
  std::string object;
  int object_id = -1;
  std::int64_t time_ns = 0;
  bool blocked = false;
  Stack stack;
  bool race = false;  // an access of a data race, which is no step of the explorer's
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_FAILURE_H_
