// Failures of one kind of call that a test has ordered: after so many calls that work, so many
// fail, then all is well again.
//
// Thread safety: every function may be called by any thread, also by those that run without
// control: hence the atomic operations.
#ifndef CHECKER_EXPLORE_STATE_ORDERED_FAILURES_H_
#define CHECKER_EXPLORE_STATE_ORDERED_FAILURES_H_

namespace explore {

class OrderedFailures {
 public:
  void Order(int successes, int failures) {
    __atomic_store_n(&failures_, failures, __ATOMIC_SEQ_CST);
    __atomic_store_n(&successes_, successes, __ATOMIC_SEQ_CST);
  }

  // Whether the call that comes now is to fail; counts it.
  bool NextFails() { return !TakeOne(successes_) && TakeOne(failures_); }

 private:
  static bool TakeOne(int& left) {
    int seen = __atomic_load_n(&left, __ATOMIC_SEQ_CST);
    while (seen > 0) {
      if (__atomic_compare_exchange_n(&left, &seen, seen - 1, /*weak=*/false, __ATOMIC_SEQ_CST,
                                      __ATOMIC_SEQ_CST)) {
        return true;
      }
    }
    return false;
  }

  int successes_ = 0;
  int failures_ = 0;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_ORDERED_FAILURES_H_
