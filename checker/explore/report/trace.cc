#include "checker/explore/report/trace.h"

#include "checker/explore/report/record.h"
#include "checker/explore/report/thread_snapshot.h"

namespace explore {

bool tracing = false;

namespace {

constexpr std::size_t kNumberColumns = 8;

void SayStep(const Task& task, bool blocked, const char* object) {
  TextOf<4096> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->schedule.steps));
  while (text.length() < kNumberColumns) text.Add(" ");
  for (int i = 0; i < task.id; ++i) text.Add("                  ");
  text.Add("[").Number(task.id).Add("] ").Add(WordsFor(task.pending.operation));
  text.Add(*object == 0 ? "" : " ").Add(object).Add(blocked ? " (waits)" : "");
  SayLine(text, task.frames, task.depth);
  Say(text.Add("\n"));
}

}  // namespace

void TraceStep(const Task& task, bool blocked) {
  TextOf<128> object;
  DescribeObject(object, task.pending);
  if (PersonReads()) {
    SayStep(task, blocked, object.c_str());
    return;
  }
  static TextOf<16384> text;
  BeginRecord(text, record::kStep);
  text.Field(field::kNumber, static_cast<std::int64_t>(arena->schedule.steps))
      .Field(field::kThread, task.id);
  text.Field(field::kOperation, NameOf(task.pending.operation))
      .Field(field::kObject, object.c_str());
  text.Field(field::kObjectId, NumberOfObject(task.pending))
      .Field(field::kTime, static_cast<std::int64_t>(arena->schedule.now));
  text.Field(field::kBlocked).Add(blocked ? "true" : "false").Field(field::kStack);
  AddStack(text, task.frames, task.depth);
  FinishRecord(text);
}

}  // namespace explore
