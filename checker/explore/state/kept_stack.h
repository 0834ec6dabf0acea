// Where a task was when it did something that may have to be told later.
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

  // REQUIRES: there is room.
  void Push(void* innermost) { frames[depth++] = innermost; }
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_KEPT_STACK_H_
