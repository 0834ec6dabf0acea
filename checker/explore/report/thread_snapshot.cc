#include "checker/explore/report/thread_snapshot.h"

#include "checker/explore/report/record.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

// Waits for the end of a thread or process, not for something that somebody holds.
bool AwaitsEnd(const Task& task) {
  return task.pending.operation == Operation::kJoin ||
         task.pending.operation == Operation::kWaitForChild;
}

// The child whose end the task waits for, nullptr if it may be one or another.
Task* ChildOf(const Task& parent) {
  Task* child = nullptr;
  for (int i = 1; i < arena->schedule.processes; ++i) {
    const Process& process = arena->processes[i];
    if (!process.alive || process.parent != parent.process) continue;
    if (parent.pending.object == static_cast<std::uintptr_t>(i)) return FirstTaskOf(process);
    if (child != nullptr) return nullptr;
    child = FirstTaskOf(process);
  }
  return parent.pending.object == 0 ? child : nullptr;
}

void AddThread(Text& json, const Task& task) {
  TextOf<128> name;
  AddName(name, task);
  TextOf<128> object;
  DescribeObject(object, task.pending);
  const Task* const other = WaitsFor(task);
  const int other_id = other == nullptr ? -1 : NumberOf(*other);
  if (json.last() != '[') json.Add(",");
  json.Add("{").Field(field::kId, NumberOf(task)).Field(field::kName, name.c_str());
  json.Field(field::kOperation, NameOf(task.pending.operation))
      .Field(field::kObject, object.c_str());
  json.Field(field::kObjectId, NumberOfObject(task.pending));
  json.Field(field::kHeldBy, AwaitsEnd(task) ? -1 : other_id).Field(field::kWaitsFor, other_id);
  json.Field(field::kStack);
  AddStack(json, task.frames, task.depth);
  json.Add("}");
}

void SayThread(Text& words, const Task& task) {
  words.Add("    ");
  const bool at_work = task.pending.operation == Operation::kNone;
  AddName(words, task).Add(": ");
  words.Add(at_work ? "at work" : WordsFor(task.pending.operation)).Add(" ");
  DescribeObject(words, task.pending);
  const Task* const other = WaitsFor(task);
  if (other != nullptr && !AwaitsEnd(task)) {
    AddName(words.Add(", held by "), *other);
  }
  words.Add("\n");
  SayStack(words, task.frames, task.depth);
}

// Whoever follows the wait-for edges from a task and comes back to it has found a cycle. Told from
// its lowest task only, so that each cycle is told once.
bool AddCycleFrom(const Task& start, Text& cycle) {
  const Task* task = &start;
  TextOf<1024> ids;
  for (int hops = 0; hops < kMaxTasks && task != nullptr && task->id >= start.id; ++hops) {
    if (hops > 0) ids.Add(",");
    ids.Number(NumberOf(*task));
    task = WaitsFor(*task);
    if (task == &start) {
      cycle.Add(ids.c_str());
      return true;
    }
  }
  return false;
}

}  // namespace

Text& AddName(Text& text, int number) {
  if (number == 0) return text.Add(arena->job.policy.first_thread);
  const int process = protocol::ProcessOfThread(number);
  const int thread = protocol::ThreadWithinProcess(number);
  if (process == 0) return text.Add("thread ").Number(thread);
  text.Add("process ").Number(process);
  return thread == 0 ? text : text.Add(", thread ").Number(thread);
}

Text& AddName(Text& text, const Task& task) { return AddName(text, NumberOf(task)); }

void DescribeObject(Text& text, const Pending& pending) {
  const OperationFacts& facts = FactsOf(pending.operation);
  if (facts.object == ObjectKind::kNothing || pending.object == 0) return;
  if (facts.object == ObjectKind::kThread) {
    AddName(text, arena->tasks[pending.object]);
    return;
  }
  if (facts.object == ObjectKind::kProcess) {
    text.Add("process ").Number(static_cast<std::int64_t>(pending.object));
    return;
  }
  text.Add(NameOf(facts.object)).Add(" #").Number(NumberOfObject(pending));
}

int NumberOfObject(const Pending& pending) {
  const ObjectKind kind = FactsOf(pending.operation).object;
  if (kind == ObjectKind::kNothing || kind == ObjectKind::kThread || pending.object == 0) return 0;
  if (kind == ObjectKind::kProcess) return static_cast<int>(pending.object);
  return ObjectWith(IdentityOf(pending), kind).number;
}

ThreadSnapshot& TheThreadSnapshot() { return InSharedMemory<ThreadSnapshot>(); }

Task* WaitsFor(const Task& task) {
  const Pending& pending = task.pending;
  if (pending.operation == Operation::kJoin) return &arena->tasks[pending.object];
  if (pending.operation == Operation::kWaitForChild) return ChildOf(task);
  const OperationFacts& facts = FactsOf(pending.operation);
  const Object* object = nullptr;
  if (facts.blocks && facts.acquires) object = FindObjectWith(IdentityOf(pending), facts.object);
  if (pending.operation == Operation::kWait && task.signalled) {  // it only wants its mutex back
    object = FindObjectWith(MutexOf(pending), ObjectKind::kMutex);
  }
  if (object == nullptr || object->owner < 0) return nullptr;
  Task& owner = arena->tasks[object->owner];
  const bool left_by_fork = !IsShared(IdentityOf(*object)) && owner.process != task.process;
  return owner.state == TaskState::kAlive || left_by_fork ? &owner : nullptr;
}

void TakeThreadSnapshot() {
  ThreadSnapshot& snapshot = TheThreadSnapshot();
  snapshot.threads.Clear();
  snapshot.words.Clear();
  snapshot.cycle.Clear();
  snapshot.threads.Add("[");
  snapshot.cycle.Add("[");
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive) continue;
    AddThread(snapshot.threads, task);
    if (PersonReads()) SayThread(snapshot.words, task);
    if (snapshot.cycle.last() == '[') AddCycleFrom(task, snapshot.cycle);
  }
  snapshot.threads.Add("]");
  snapshot.cycle.Add("]");
}

}  // namespace explore
