#include "checker/explore/scheduler/descriptors.h"

#include <poll.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

constexpr int kMostDescriptors = 256;

bool Polls(const Task& task) {
  return task.state == TaskState::kAlive && task.pending.operation == Operation::kPoll &&
         !task.signalled;
}

struct Set {
  pollfd entries[kMostDescriptors];
  Task* tasks[kMostDescriptors];
  int count = 0;

  void Add(Task& task, int fd, int events) {
    if (count == kMostDescriptors) return;
    entries[count] = {fd, static_cast<short>(events), 0};
    tasks[count++] = &task;
  }
};

void Gather(Set& set) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (!Polls(task) || task.process != this_process) continue;
    if (task.pending.object != 0) {
      set.Add(task, static_cast<int>(task.pending.object) - 1, task.pending.argument);
    }
    for (int k = 0; k < task.polled_count; ++k) {
      const pollfd& entry = static_cast<const pollfd*>(task.polled)[k];
      set.Add(task, entry.fd, entry.events);
    }
  }
}

}  // namespace

bool DescriptorIsReady(int fd, int events) {
  pollfd entry = {fd, static_cast<short>(events), 0};
  return RawCall(SYS_poll, reinterpret_cast<long>(&entry), 1, 0) != 0;
}

bool SomebodyPolls() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (Polls(arena->tasks[i])) return true;
  }
  return false;
}

bool LookAtDescriptors(int milliseconds) {
  Set set;
  Gather(set);
  if (set.count == 0) return false;
  if (RawCall(SYS_poll, reinterpret_cast<long>(set.entries), set.count, milliseconds) <= 0)
    return false;
  bool any = false;
  for (int i = 0; i < set.count; ++i) {
    if (set.entries[i].revents == 0) continue;
    set.tasks[i]->signalled = true;
    any = true;
  }
  return any;
}

}  // namespace explore
