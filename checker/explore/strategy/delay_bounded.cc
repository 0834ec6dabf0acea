#include "checker/explore/strategy/delay_bounded.h"

namespace explore {

void DelayBoundedSearch::Restart() {
  started_ = false;
  bound_ = 0;
  exhausted_ = -1;
  fixed_ = 0;
  length_ = 0;
  varied_ = false;
}

void DelayBoundedSearch::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  length_ = 0;
}

int DelayBoundedSearch::ChooseOther(ChoiceKind kind, int count) {
  const bool spurious = kind == ChoiceKind::kSpurious || kind == ChoiceKind::kMidway;
  if (spurious && plan_.spurious_one_in == 0) return 0;
  return Choose(count);
}

// Only real choices get a step, so the path has no entry where there was nothing to choose.
int DelayBoundedSearch::Choose(int count) {
  if (length_ == kMaxPath) return 0;
  Step& step = path_[length_++];
  if (length_ > fixed_) step.choice = 0;
  step.count = static_cast<std::uint16_t>(count);
  return step.choice < count ? step.choice : count - 1;
}

// Depth first: the last step that can be delayed once more within the bound is, and what came after
// it is forgotten.
bool DelayBoundedSearch::Backtrack() {
  int delays = 0;
  for (int i = 0; i < length_; ++i) delays += path_[i].choice;
  for (int i = length_ - 1; i >= 0; --i) {
    Step& step = path_[i];
    if (step.choice + 1 < step.count) {
      if (delays + 1 <= bound_) {
        ++step.choice;
        fixed_ = i + 1;
        return true;
      }
      varied_ = true;
    }
    delays -= step.choice;
  }
  return false;
}

bool DelayBoundedSearch::Advance() {
  if (!started_) return started_ = true;
  if (exhausted_ == bound_) return false;  // it was at its end before
  if (Backtrack()) return true;
  exhausted_ = bound_;
  if (!varied_) return false;
  ++bound_;
  varied_ = false;
  fixed_ = 0;
  return true;
}

// The schedules of one search may run in processes of their own.
DelayBoundedSearch& TheDelayBoundedSearch() { return InSharedMemory<DelayBoundedSearch>(); }

Strategy& TheDelayBoundedStrategy() { return TheDelayBoundedSearch(); }

}  // namespace explore
