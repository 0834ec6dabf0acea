#include "checker/explore/strategy/replay.h"

namespace explore {
namespace {

// The index of the task with this id, 0 if it can't go on.
int IndexOf(int id, Task* const* tasks, int count) {
  for (int i = 0; i < count; ++i) {
    if (tasks[i]->id == id) return i;
  }
  return 0;
}

}  // namespace

void Replay::Load(const Deviation* deviations, int count) {
  by_task_ = false;
  count_ = count;
  for (int i = 0; i < count; ++i) deviations_[i] = deviations[i];
}

void Replay::LoadByTask(const Deviation* deviations, int count) {
  Load(deviations, count);
  by_task_ = true;
}

void Replay::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  next_ = 0;
  for (int i = 0; i < count_; ++i) done_[i] = false;
}

// The deviation at the present decision, or nullptr. arena->schedule.decisions has already been
// counted up.
const Deviation* Replay::Next() {
  const std::uint64_t decision = arena->schedule.decisions - 1;
  while (next_ < count_ && deviations_[next_].decision < decision) ++next_;
  if (next_ == count_ || deviations_[next_].decision != decision) return nullptr;
  return &deviations_[next_++];
}

const Deviation* Replay::NextOfTask() {
  const Task& task = arena->tasks[arena->schedule.current];
  while (next_ < count_ && done_[next_]) ++next_;
  for (int i = next_; i < count_; ++i) {
    const Deviation& deviation = deviations_[i];
    if (done_[i] || deviation.task != task.id) continue;
    if (deviation.own_decision + 1 > task.decisions) return nullptr;  // its others come later
    done_[i] = true;
    if (deviation.own_decision + 1 == task.decisions) return &deviation;
  }
  return nullptr;
}

int Replay::Choose(Task* const* tasks, int count) {
  const Deviation* const deviation = by_task_ ? NextOfTask() : Next();
  if (deviation == nullptr) return 0;
  if (by_task_ && (tasks == nullptr) != (deviation->chosen_task < 0)) return 0;
  if (by_task_ && tasks != nullptr) return IndexOf(deviation->chosen_task, tasks, count);
  const int choice = static_cast<int>(deviation->choice);
  return choice < count ? choice : count - 1;
}

std::uint64_t Replay::NextAccessDecision(std::uint64_t now) {
  if (by_task_) return next_ < count_ ? now : kNever;
  while (next_ < count_ && deviations_[next_].decision < now) ++next_;
  return next_ < count_ ? deviations_[next_].decision : kNever;
}

Replay& TheReplay() { return InSharedMemory<Replay>(); }

Strategy& TheReplayStrategy() { return TheReplay(); }

}  // namespace explore
