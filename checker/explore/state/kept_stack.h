// Where something was made: kept, to be told if it is left behind.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_KEPT_STACK_H_
#define CHECKER_EXPLORE_STATE_KEPT_STACK_H_

namespace explore {

// The innermost frames of a call stack, the innermost last.
constexpr int kKeptFrames = 8;
struct KeptStack {
  int depth = 0;
  void* frames[kKeptFrames] = {};
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_KEPT_STACK_H_
