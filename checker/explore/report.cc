#include "checker/explore/report.h"

#include <new>

#include "checker/explore/raw.h"
#include "checker/explore/record.h"
#include "checker/explore/token.h"
#include "checker/explore/tsan.h"

namespace checker {
namespace {

constexpr std::size_t kRecordSize = std::size_t{1} << 20;

Text& RecordText() {
  static TextOf<kRecordSize> text;
  return text;
}

void CopyTo(char* to, std::size_t size, const char* from) {
  std::size_t length = RawLength(from);
  if (length >= size) length = size - 1;
  RawCopy(to, from, length);
  to[length] = 0;
}

Text& NameOf(Text& text, const Task& task) {
  if (task.id == 0) return text.Add(arena->ordinary_program ? "main" : "the test");
  return text.Add("thread ").Number(task.id);
}

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

void SayFailure(const char* kind, const char* message) {
  Text& text = RecordText();
  text.Clear();
  text.Add("  FAILED: ").Add(kind).Add("\n    ").Add(message).Add("\n");
  if (arena->outcome.file[0] != 0) {
    text.Add("    at ").Add(arena->outcome.file).Add(":").Number(arena->outcome.line).Add("\n");
  }
  if (arena->outcome.of_whole_job) {
    Say(text);
    return;
  }
  text.Add("    schedule ").Number(static_cast<std::int64_t>(arena->number)).Add(" (");
  text.Add(NameOf(arena->plan.strategy)).Add("), replay token ");
  AddToken(text);
  text.Add("\n");
  Say(text);
}

}  // namespace

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

void AddSchedule(Text& text) {
  TextOf<16384> token;
  AddToken(token);
  if (arena->outcome.of_whole_job) token.Clear();
  text.Field("strategy", NameOf(arena->plan.strategy));
  text.Field("schedule", static_cast<std::int64_t>(arena->number));
  text.Field("token", token.c_str());
}

void NoteFailure(const char* kind, const char* message, const char* file, int line) {
  Outcome& outcome = arena->outcome;
  if (outcome.kind[0] != 0 || arena->probing) return;
  CopyTo(outcome.kind, sizeof outcome.kind, kind);
  CopyTo(outcome.message, sizeof outcome.message, message);
  CopyTo(outcome.file, sizeof outcome.file, file);
  outcome.line = line;
}

void NoteExitCode(int code) {
  if (code == 0) return;
  TextOf<128> message;
  message.Add("the program ended with exit code ").Number(code);
  NoteFailure("wrong result", message.c_str(), "", 0);
}

void ReportNotedFailure() {
  const Outcome& outcome = arena->outcome;
  arena->failure_written = true;
  if (PersonReads()) {
    SayFailure(outcome.kind, outcome.message);
    Text& text = RecordText();
    text.Clear();
    SayStack(text, outcome.leak_frames, outcome.leak_depth);
    Say(text);
    return;
  }
  Text& text = RecordText();
  BeginRecord(text, "failure");
  text.Field("kind", outcome.kind);
  AddSchedule(text);
  text.Field("message", outcome.message).Field("file", outcome.file).Field("line", outcome.line);
  text.Field("threads").Add("[");
  if (outcome.leak_depth > 0) {
    text.Add("{").Field("id", 0).Field("name", "").Field("operation", "allocate");
    text.Field("object", "heap block").Field("object_id", 0).Field("held_by", -1);
    text.Field("waits_for", -1).Field("stack");
    AddStack(text, outcome.leak_frames, outcome.leak_depth);
    text.Add("}");
  }
  text.Add("]").Field("cycle").Add("[]");
  FinishRecord(text);
}

void ReportScene(const char* kind, const char* message, const Notice* early) {
  ReportSceneAs(kind, message, early);
  if (IsForkedChild()) LeaveForkedChild(kExitFailed);
  RawExit(kExitFailed);
}

void ReportSceneAs(const char* kind, const char* message, const Notice* early) {
  if (arena->outcome.kind[0] != 0) {
    ReportNotedFailure();
    return;
  }
  CopyTo(arena->outcome.kind, sizeof arena->outcome.kind, kind);
  arena->failure_written = true;
  Scene& scene = TheScene();
  if (PersonReads()) {
    SayFailure(kind, message);
    Say(scene.words);
    if (early != nullptr) {
      scene.words.Clear();
      scene.words.Add("    the notify that came too early, by thread ").Number(early->task);
      scene.words.Add(" at step ").Number(static_cast<std::int64_t>(early->step)).Add("\n");
      SayStack(scene.words, early->frames, early->depth);
      Say(scene.words);
    }
    return;
  }
  Text& text = RecordText();
  BeginRecord(text, "failure");
  text.Field("kind", kind);
  AddSchedule(text);
  text.Field("message", message).Field("file", "").Field("line", 0);
  text.Field("threads").Add(scene.threads.c_str());
  text.Field("cycle").Add(scene.cycle.c_str());
  if (early != nullptr) {
    text.Field("early_notify").Add("{").Field("thread", early->task);
    text.Field("step", static_cast<std::int64_t>(early->step)).Field("stack");
    AddStack(text, early->frames, early->depth);
    text.Add("}");
  }
  FinishRecord(text);
}

void ReportAndExit(const char* kind, const char* message) {
  DrawScene();
  ReportScene(kind, message, nullptr);
}

void ReportNotAttempted(const char* message, const char* file, int line) {
  NoteFailure("not attempted", message, file, line);
  ReportNotedFailure();
  RawExit(kExitNotAttempted);
}

void ReportUncontrolledCall(const char* name) {
  arena->failure_written = true;
  Text& text = RecordText();
  if (PersonReads()) {
    text.Clear();
    text.Add("  NOT CONTROLLED: ").Add(name).Add("\n");
    if (self != nullptr) SayStack(text, self->frames, self->depth);
    Say(text);
    RawExit(kExitUncontrolled);
  }
  BeginRecord(text, "uncontrolled call");
  text.Field("name", name).Field("stack");
  AddStack(text, self == nullptr ? nullptr : self->frames, self == nullptr ? 0 : self->depth);
  FinishRecord(text);
  RawExit(kExitUncontrolled);
}

void ReportRace() {
  ++arena->races;
  if (arena->probing || !arena->active || arena->outcome.race || IsForkedChild()) return;
  if (arena->ignore_races) return;
  arena->outcome.race = true;
  arena->failure_written = true;
  Text& text = RecordText();
  if (PersonReads()) {
    text.Clear();
    text.Add("  FAILED: data race (ThreadSanitizer's report is above)\n    schedule ");
    text.Number(static_cast<std::int64_t>(arena->number)).Add(" (");
    text.Add(NameOf(arena->plan.strategy)).Add("), replay token ");
    AddToken(text);
    text.Add("\n");
    Say(text);
    return;
  }
  BeginRecord(text, "race");
  AddSchedule(text);
  text.Field("fences").Add(arena->racing_fence ? "true" : "false");
  FinishRecord(text);
}

void ReportGivingUp(const char* why) {
  TextOf<256> name;
  name.Add("limit of the explorer: ").Add(why);
  ReportUncontrolledCall(name.c_str());
}

}  // namespace checker
