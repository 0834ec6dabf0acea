// How the program under test is to be explored, beyond the arguments: what is taken for granted of
// a test that was written for the explorer, and what an ordinary program may do.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_EXPLORATION_POLICY_H_
#define CHECKER_EXPLORE_STATE_EXPLORATION_POLICY_H_

#include <cstdint>

#include "checker/protocol/finding_kind.h"

namespace explore {

struct ExplorationPolicy {
  // Each schedule runs in a process of its own, forked from one that has run none.
  bool fresh_processes = false;
  // A thread may sleep in slices, and spin while others sleep until some time.
  bool tolerates_polling = false;
  // A short sleep may be over before others have done what it gave them time for.
  bool early_sleeps = false;
  // What is left behind at the end, memory or threads, is a leak.
  bool counts_leaks = true;
  // The first failure is confirmed and made short at once; else whoever started us asks for it.
  bool shrinks_at_once = false;
  // Arguments that are not the explorer's are a mistake.
  bool refuses_other_arguments = false;
  // What a failed assert() means.
  protocol::FindingKind failed_assertion = protocol::FindingKind::kCrash;
  // Steps without anybody getting on before that is looked into.
  std::uint64_t longest_quiet = 300'000;
  // How the thread is called that runs the test body.
  const char* first_thread = "the test";
};

// A program that was not written for the explorer.
constexpr ExplorationPolicy OrdinaryProgramPolicy() {
  ExplorationPolicy policy;
  policy.fresh_processes = true;
  policy.tolerates_polling = true;
  policy.early_sleeps = true;
  policy.counts_leaks = false;
  policy.shrinks_at_once = true;
  policy.refuses_other_arguments = true;
  policy.failed_assertion = protocol::FindingKind::kWrongResult;
  policy.longest_quiet = 2'000'000;  // it may just work for long
  policy.first_thread = "main";
  return policy;
}

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_EXPLORATION_POLICY_H_
