#include "checker/explore/strategy/replay.h"

namespace checker {

void Replay::Load(const Deviation* deviations, int count) {
  count_ = count;
  for (int i = 0; i < count; ++i) deviations_[i] = deviations[i];
}

void Replay::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  next_ = 0;
  if (plan.strategy == StrategyKind::kDefaultOrder) next_ = count_;
}

// arena->decisions has already been counted up for the decision that is being made.
int Replay::Choose(int count) {
  const std::uint64_t decision = arena->decisions - 1;
  while (next_ < count_ && deviations_[next_].decision < decision) ++next_;
  if (next_ == count_ || deviations_[next_].decision != decision) return 0;
  const int choice = static_cast<int>(deviations_[next_++].choice);
  return choice < count ? choice : count - 1;
}

std::uint64_t Replay::NextAccessDecision(std::uint64_t now) {
  while (next_ < count_ && deviations_[next_].decision < now) ++next_;
  return next_ < count_ ? deviations_[next_].decision : kNever;
}

Replay& TheReplay() {
  static Replay replay;
  return replay;
}

}  // namespace checker
