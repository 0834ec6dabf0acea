#include "checker/explore/report/trace.h"

#include "checker/explore/report/record.h"
#include "checker/explore/report/thread_snapshot.h"

namespace explore {

bool tracing = false;

namespace {

constexpr std::size_t kNumberColumns = 8;
constexpr std::size_t kLongestNote = 119;  // the rest of a longer one is left out

struct Step {
  Operation operation;
  const char* object;
  int object_id;
  bool blocked;
};

void SayStep(const Task& task, const Step& step) {
  TextOf<4096> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->schedule.steps));
  while (text.length() < kNumberColumns) text.Add(" ");
  for (int i = 0; i < task.id; ++i) text.Add("                  ");
  text.Add("[").Number(task.id).Add("] ").Add(WordsFor(step.operation));
  text.Add(*step.object == 0 ? "" : " ").Add(step.object).Add(step.blocked ? " (waits)" : "");
  SayLine(text, task.frames, task.depth);
  Say(text.Add("\n"));
}

void WriteStep(const Task& task, const Step& step) {
  if (PersonReads()) {
    SayStep(task, step);
    return;
  }
  static TextOf<16384> text;
  BeginRecord(text, record::kStep);
  text.Field(field::kNumber, static_cast<std::int64_t>(arena->schedule.steps))
      .Field(field::kThread, NumberOf(task));
  text.Field(field::kOperation, NameOf(step.operation)).Field(field::kObject, step.object);
  text.Field(field::kObjectId, step.object_id)
      .Field(field::kTime, static_cast<std::int64_t>(arena->schedule.now));
  text.Field(field::kBlocked).Add(step.blocked ? "true" : "false").Field(field::kStack);
  AddStack(text, task.frames, task.depth);
  FinishRecord(text);
}

}  // namespace

void TraceStep(const Task& task, bool blocked) {
  TextOf<128> object;
  DescribeObject(object, task.pending);
  WriteStep(task, {task.pending.operation, object.c_str(), NumberOfObject(task.pending), blocked});
}

void TraceNote(const Task& task, const char* text) {
  TextOf<kLongestNote + 1> kept;
  kept.Add(text);
  WriteStep(task, {Operation::kNote, kept.c_str(), 0, false});
}

}  // namespace explore
