#include "checker/explore/scene.h"

#include <new>

#include "checker/explore/record.h"

namespace checker {
namespace {

Text& NameOf(Text& text, const Task& task) {
  if (task.id == 0) return text.Add(arena->ordinary_program ? "main" : "the test");
  return text.Add("thread ").Number(task.id);
}

void AddThread(Text& json, const Task& task) {
  TextOf<128> name;
  NameOf(name, task);
  TextOf<128> object;
  DescribeObject(object, task.pending);
  const Task* const other = WaitsFor(task);
  const int other_id = other == nullptr ? -1 : other->id;
  const bool joins = task.pending.operation == Operation::kJoin;
  if (json.last() != '[') json.Add(",");
  json.Add("{").Field("id", task.id).Field("name", name.c_str());
  json.Field("operation", FactsOf(task.pending.operation).name).Field("object", object.c_str());
  json.Field("object_id", NumberOfObject(task.pending));
  json.Field("held_by", joins ? -1 : other_id).Field("waits_for", other_id);
  json.Field("stack");
  AddStack(json, task.frames, task.depth);
  json.Add("}");
}

void SayThread(Text& words, const Task& task) {
  words.Add("    ");
  const bool at_work = task.pending.operation == Operation::kNone;
  NameOf(words, task).Add(": ");
  words.Add(at_work ? "at work" : FactsOf(task.pending.operation).name).Add(" ");
  DescribeObject(words, task.pending);
  const Task* const other = WaitsFor(task);
  if (other != nullptr && task.pending.operation != Operation::kJoin) {
    NameOf(words.Add(", held by "), *other);
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
    ids.Number(task->id);
    task = WaitsFor(*task);
    if (task == &start) {
      cycle.Add(ids.c_str());
      return true;
    }
  }
  return false;
}

}  // namespace

void DescribeObject(Text& text, const Pending& pending) {
  const OperationFacts& facts = FactsOf(pending.operation);
  if (facts.object == ObjectKind::kNothing || pending.object == 0) return;
  if (facts.object == ObjectKind::kThread) {
    NameOf(text, arena->tasks[pending.object]);
    return;
  }
  text.Add(NameOf(facts.object)).Add(" #").Number(ObjectAt(pending.object, facts.object).number);
}

int NumberOfObject(const Pending& pending) {
  const ObjectKind kind = FactsOf(pending.operation).object;
  if (kind == ObjectKind::kNothing || kind == ObjectKind::kThread || pending.object == 0) return 0;
  return ObjectAt(pending.object, kind).number;
}

Scene& TheScene() {
  static Scene* const scene = new (MapShared(sizeof(Scene))) Scene;
  return *scene;
}

Task* WaitsFor(const Task& task) {
  const Pending& pending = task.pending;
  const Object* object = nullptr;
  switch (pending.operation) {
    case Operation::kLock:
      object = FindObject(pending.object, ObjectKind::kMutex);
      break;
    case Operation::kReadLock:
    case Operation::kWriteLock:
      object = FindObject(pending.object, ObjectKind::kSharedMutex);
      break;
    case Operation::kWait:
      if (task.signalled) object = FindObject(pending.second, ObjectKind::kMutex);
      break;
    case Operation::kJoin:
      return &arena->tasks[pending.object];
    default:
      break;
  }
  if (object == nullptr || object->owner < 0) return nullptr;
  Task& owner = arena->tasks[object->owner];
  return owner.state == TaskState::kAlive ? &owner : nullptr;
}

void DrawScene() {
  Scene& scene = TheScene();
  scene.threads.Clear();
  scene.words.Clear();
  scene.cycle.Clear();
  scene.threads.Add("[");
  scene.cycle.Add("[");
  for (int i = 0; i < arena->slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || task.lost) continue;
    AddThread(scene.threads, task);
    if (PersonReads()) SayThread(scene.words, task);
    if (scene.cycle.last() == '[') AddCycleFrom(task, scene.cycle);
  }
  scene.threads.Add("]");
  scene.cycle.Add("]");
}

}  // namespace checker
