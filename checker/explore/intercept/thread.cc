// Threads: create, join, detach, the end of a thread.
#include "checker/explore/intercept/thread.h"

#include <errno.h>
#include <limits.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/base/text.h"
#include "checker/explore/intercept/robust.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/turn.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

pthread_key_t end_key;

// The destructor of a thread-specific value. It sets the value anew until the last round that
// POSIX promises, so that destructors of thread_local objects, other keys and ThreadSanitizer's own
// end of the thread come before: the task ends when nothing of the thread's is left to run.
void OnThreadEnd(void* value) {
  const auto round = reinterpret_cast<std::uintptr_t>(value);
  if (self == nullptr) return;
  if (round < PTHREAD_DESTRUCTOR_ITERATIONS) {
    ShowEndToForks();
    pthread_setspecific(end_key, reinterpret_cast<void*>(round + 1));
    return;
  }
  LeaveRobustMutexes();
  EndTask(*self);
}

void* RunTask(void* argument) {
  Task& task = *static_cast<Task*>(argument);
  int here = 0;
  task.stack_top = reinterpret_cast<std::uintptr_t>(&here) + 4096;
  task.thread_id = static_cast<int>(RawCall(SYS_gettid));
  pthread_setspecific(end_key, reinterpret_cast<void*>(1));
  TextOf<32> name;  // ThreadSanitizer's reports tell it
  __interceptor_pthread_setname_np(pthread_self(),
                                   name.Add("thread ").Number(NumberOf(task)).c_str());
  // Release, partner: the acquire load before a fork (intercept/process.cc).
  __atomic_store_n(&task.arrived, 1, __ATOMIC_RELEASE);
  WaitForTurn(task);
  self = &task;
  return task.body(task.argument);
}

// As the test ordered it (checker/testing/threads.h), also where real threads run.
bool CreationFails() { return arena != nullptr && arena->schedule.thread_failures.NextFails(); }

Task* TaskOf(pthread_t thread, int process = this_process) {
  for (int i = arena->schedule.slots - 1; i >= 0; --i) {
    Task& task = arena->tasks[i];
    if (task.state != TaskState::kFree && task.body_is_ours && !task.joined &&
        task.process == process && pthread_equal(task.thread, thread)) {
      return &task;
    }
  }
  return nullptr;
}

// A thread of the process that forked this one, or of one before it, which is not here.
Task* LostTaskOf(pthread_t thread) {
  for (int i = arena->processes[this_process].parent; i >= 0; i = arena->processes[i].parent) {
    if (Task* const task = TaskOf(thread, i)) return task;
  }
  return nullptr;
}

bool WasJoined(pthread_t thread) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.joined && task.body_is_ours && task.process == this_process &&
        pthread_equal(task.thread, thread)) {
      return true;
    }
  }
  return false;
}

bool SomebodyJoins(const Task& task) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& other = arena->tasks[i];
    if (other.state == TaskState::kAlive && other.pending.operation == Operation::kJoin &&
        other.pending.object == static_cast<std::uintptr_t>(task.slot) && &other != self) {
      return true;
    }
  }
  return false;
}

bool Joins(const Task& task, const Task& other) {
  return task.state == TaskState::kAlive && task.pending.operation == Operation::kJoin &&
         task.pending.object == static_cast<std::uintptr_t>(other.slot);
}

// Whoever waits for a thread that the fork has left behind waits for ever.
int JoinLost(const Task& task, std::uint64_t deadline) {
  Point({.operation = Operation::kJoin,
         .object = static_cast<std::uintptr_t>(task.slot),
         .deadline = deadline});
  return ETIMEDOUT;
}

int Join(pthread_t thread, void** result, std::uint64_t deadline) {
  Task* const task = TaskOf(thread);
  if (task == nullptr) {
    if (const Task* const lost = LostTaskOf(thread)) return JoinLost(*lost, deadline);
  }
  if (task == nullptr && WasJoined(thread)) {
    self->pending = {};
    ReportAndExit(FindingKind::kCrash, "a thread was joined that had been joined before");
  }
  if (task == nullptr) return __interceptor_pthread_join(thread, result);
  // glibc's answers, given without asking it: it would have to wait to find out.
  if (task->detached) return EINVAL;
  if (task == self || Joins(*task, *self)) return EDEADLK;
  if (SomebodyJoins(*task)) return EINVAL;
  Point({.operation = Operation::kJoin,
         .object = static_cast<std::uintptr_t>(task->slot),
         .deadline = deadline});
  if (task->state == TaskState::kAlive) return ETIMEDOUT;
  task->joined = true;
  const int error = __interceptor_pthread_join(thread, result);
  ReleaseIfUnused(*task);
  return error;
}

}  // namespace

void PrepareThreads() { pthread_key_create(&end_key, OnThreadEnd); }

}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument) {
  if (self == nullptr && CreationFails()) return EAGAIN;
  EXPLORE_OVERRIDE(__interceptor_pthread_create(thread, attributes, body, argument));
  Point({Operation::kCreate});
  if (CreationFails()) return EAGAIN;
  Task* const task = NewTask();
  if (task == nullptr) GiveUp("too many threads alive at once");
  task->body = body;
  task->argument = argument;
  task->body_is_ours = true;
  self->KeepInnermost(task->made_at);
  int detached = PTHREAD_CREATE_JOINABLE;
  if (attributes != nullptr) pthread_attr_getdetachstate(attributes, &detached);
  task->detached = detached == PTHREAD_CREATE_DETACHED;
  int error;
  {
    Silently silently;
    pthread_t made;  // the task may not be found before it is complete
    error = __interceptor_pthread_create(&made, attributes, RunTask, task);
    if (error == 0) *thread = task->thread = made;
  }
  if (error != 0) ForgetTask(*task);
  return error;
}

int pthread_join(pthread_t thread, void** result) {
  EXPLORE_OVERRIDE(__interceptor_pthread_join(thread, result));
  return Join(thread, result, kNever);
}

int pthread_tryjoin_np(pthread_t thread, void** result) {
  EXPLORE_OVERRIDE(EBUSY);
  const int error = Join(thread, result, arena->schedule.now);
  return error == ETIMEDOUT ? EBUSY : error;
}

int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* time) {
  EXPLORE_OVERRIDE(ETIMEDOUT);
  return Join(thread, result, DeadlineAt(CLOCK_REALTIME, *time));
}

int pthread_clockjoin_np(pthread_t thread, void** result, clockid_t clock, const timespec* time) {
  EXPLORE_OVERRIDE(ETIMEDOUT);
  return Join(thread, result, DeadlineAt(clock, *time));
}

int pthread_detach(pthread_t thread) {
  if (UnderControl()) {
    CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
    if (Task* const task = TaskOf(thread)) {
      task->detached = true;
      ReleaseIfUnused(*task);
    }
    return __interceptor_pthread_detach(thread);
  }
  return __interceptor_pthread_detach(thread);
}

}  // extern "C"
