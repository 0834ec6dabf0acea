#include "checker/explore/strategy/pct.h"

namespace explore {

void Pct::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  next_change_ = 0;
  spins_ = 0;
  changes_ = plan.depth - 1 < kMaxChanges ? plan.depth - 1 : kMaxChanges;
  for (int i = 0; i < changes_; ++i) {  // drawn, and kept in ascending order
    const std::uint64_t at = 1 + random_.Below(plan.length == 0 ? 1 : plan.length);
    int k = i;
    for (; k > 0 && change_at_[k - 1] > at; --k) change_at_[k] = change_at_[k - 1];
    change_at_[k] = at;
  }
}

void Pct::OnSpawn(Task& task) { task.priority = kMiddle + (random_.Next() >> 24); }

void Pct::OnArrive(Task& task) {
  while (next_change_ < changes_ && arena->schedule.decisions >= change_at_[next_change_]) {
    task.priority = kSpinning + (changes_ - next_change_);
    ++next_change_;
  }
}

void Pct::OnSpinning(Task& task) { task.priority = kSpinning - ++spins_; }

int Pct::ChooseTask(Task* const* tasks, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    if (tasks[i]->priority > tasks[best]->priority) best = i;
  }
  return best;
}

std::uint64_t Pct::NextAccessDecision(std::uint64_t now) {
  const std::uint64_t change = next_change_ < changes_ ? change_at_[next_change_] : kNever;
  return change > now ? change : now;
}

Strategy& ThePct() { return InSharedMemory<Pct>(); }

}  // namespace explore
