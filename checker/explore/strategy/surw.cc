#include "checker/explore/strategy/surw.h"

namespace explore {
namespace {

constexpr int kKinds = static_cast<int>(ObjectKind::kCount);

// Whether at least two tasks of the default order made operations on objects of this kind.
bool IsShared(ObjectKind kind) {
  int users = 0;
  for (int i = 0; i < arena->profile.tasks; ++i) {
    if (arena->profile.of[i].operations[static_cast<int>(kind)] > 0) ++users;
  }
  return users > 1;
}

}  // namespace

void Surw::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  intended_ = -1;
  ChooseInterest();
  CountSubtrees();
}

// Every third schedule is interested in all operations. Creating and joining threads is no kind of
// its own: there is little to order in it.
void Surw::ChooseInterest() {
  interest_ = ObjectKind::kNothing;
  if (random_.OneIn(3)) return;
  ObjectKind kinds[kKinds];
  int count = 0;
  for (int i = static_cast<int>(ObjectKind::kMutex); i < kKinds; ++i) {
    const auto kind = static_cast<ObjectKind>(i);
    if (kind == ObjectKind::kMemory && !plan_.memory_points) continue;
    if (IsShared(kind)) kinds[count++] = kind;
  }
  if (count > 0) interest_ = kinds[random_.Below(static_cast<std::uint64_t>(count))];
}

bool Surw::IsInteresting(ObjectKind kind) const {
  return interest_ == ObjectKind::kNothing || interest_ == kind;
}

std::uint64_t Surw::InterestingOperations(const TaskProfile& profile) const {
  std::uint64_t sum = 0;
  for (int i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<ObjectKind>(i);
    if (kind == ObjectKind::kMemory && !plan_.memory_points) continue;
    if (IsInteresting(kind)) sum += profile.operations[i];
  }
  return sum;
}

// A task has a higher id than the one that created it.
void Surw::CountSubtrees() {
  const Profile& profile = arena->profile;
  for (int i = profile.tasks - 1; i >= 0; --i) expected_[i] = 0;
  for (int i = profile.tasks - 1; i >= 0; --i) {
    expected_[i] += InterestingOperations(profile.of[i]);
    if (profile.of[i].parent >= 0) expected_[profile.of[i].parent] += expected_[i];
  }
}

// The creator hands on what was counted for the new task, and so, if it was to go next, perhaps
// its turn.
void Surw::OnSpawn(Task& task) {
  State& state = Of(task);
  state.remaining = task.id < arena->profile.tasks ? expected_[task.id] : 1;
  state.interesting = IsInteresting(ObjectKind::kNothing);
  if (self == nullptr) return;
  std::uint64_t& rest = Of(*self).remaining;
  rest -= rest < state.remaining ? rest : state.remaining;
  if (intended_ != self->slot || rest + state.remaining == 0) return;
  if (random_.Below(rest + state.remaining) >= rest) intended_ = task.slot;
}

void Surw::OnArrive(Task& task) {
  Of(task).interesting = IsInteresting(FactsOf(task.pending.operation).object);
}

void Surw::OnGranted(Task& task) {
  State& state = Of(task);
  if (!state.interesting) return;
  if (state.remaining > 0) --state.remaining;
  if (intended_ == task.slot) intended_ = -1;
}

// A task may do more than it did in the default order.
std::uint64_t Surw::WeightOf(const Task& task) const {
  const State& state = states_[task.slot];
  return state.remaining == 0 && state.interesting ? 1 : state.remaining;
}

int Surw::DrawSlot(Task* const* tasks, int count) {
  std::uint64_t total = 0;
  for (int i = 0; i < count; ++i) total += WeightOf(*tasks[i]);
  if (total == 0) return -1;
  std::uint64_t at = random_.Below(total);
  int i = 0;
  for (; at >= WeightOf(*tasks[i]); ++i) at -= WeightOf(*tasks[i]);
  return tasks[i]->slot;
}

int Surw::ChooseTask(Task* const* tasks, int count) {
  bool can_go = false;
  for (int i = 0; i < count; ++i) can_go |= tasks[i]->slot == intended_;
  if (!can_go) intended_ = DrawSlot(tasks, count);
  int eligible[kMaxTasks];
  int found = 0;
  for (int i = 0; i < count; ++i) {
    if (tasks[i]->slot == intended_ || !Of(*tasks[i]).interesting) eligible[found++] = i;
  }
  return eligible[random_.Below(static_cast<std::uint64_t>(found))];
}

Strategy& TheSurw() { return InSharedMemory<Surw>(); }

}  // namespace explore
