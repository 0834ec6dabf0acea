#include "checker/explore/engine/delta_debugging.h"

namespace explore {
namespace {

void Copy(RecordedSchedule& to, const RecordedSchedule& from) {
  to.plan = from.plan;
  to.count = from.count;
  for (int i = 0; i < from.count; ++i) to.deviations[i] = from.deviations[i];
}

// `to` becomes `from` without the deviations from `first` to before `end`.
void CopyWithout(RecordedSchedule& to, const RecordedSchedule& from, int first, int end) {
  to.plan = from.plan;
  to.count = 0;
  for (int i = 0; i < from.count; ++i) {
    if (i < first || i >= end) to.deviations[to.count++] = from.deviations[i];
  }
}

class DeltaDebugging {
 public:
  DeltaDebugging(RecordedSchedule& best, int most_attempts, const StillFails& still_fails)
      : best_(best), attempts_left_(most_attempts), still_fails_(still_fails) {}

  void Run() {
    int parts = 2;
    while (best_.count > 0 && attempts_left_ > 0) {
      if (parts > best_.count) parts = best_.count;
      if (RemoveOneOf(parts)) {
        if (parts > 2) --parts;
      } else if (parts == best_.count) {
        return;
      } else {
        parts *= 2;
      }
    }
  }

 private:
  // Tries the list without each of `parts` stretches of it.
  bool RemoveOneOf(int parts) {
    for (int part = parts - 1; part >= 0 && attempts_left_ > 0; --part) {
      if (Remove(best_.count * part / parts, best_.count * (part + 1) / parts)) return true;
    }
    return false;
  }

  // What comes of it is taken if it is shorter: a deviation that is left need not take place, and
  // others may come to take place.
  bool Remove(int first, int end) {
    static RecordedSchedule candidate;
    CopyWithout(candidate, best_, first, end);
    --attempts_left_;
    if (!still_fails_(candidate) || candidate.count >= best_.count) return false;
    Copy(best_, candidate);
    return true;
  }

  RecordedSchedule& best_;
  int attempts_left_;
  const StillFails& still_fails_;
};

}  // namespace

void RemoveWhatIsNotNeeded(RecordedSchedule& best, int most_attempts,
                           const StillFails& still_fails) {
  DeltaDebugging(best, most_attempts, still_fails).Run();
}

}  // namespace explore
