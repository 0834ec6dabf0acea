#include "checker/explore/trace.h"

#include "checker/explore/record.h"
#include "checker/explore/scene.h"

namespace checker {

bool tracing = false;

namespace {

constexpr std::size_t kNumberColumns = 8;

void SayStep(const Task& task, bool blocked, const char* object) {
  TextOf<4096> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->steps));
  while (text.length() < kNumberColumns) text.Add(" ");
  for (int i = 0; i < task.id; ++i) text.Add("                  ");
  text.Add("[").Number(task.id).Add("] ").Add(FactsOf(task.pending.operation).name);
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
  BeginRecord(text, "step");
  text.Field("n", static_cast<std::int64_t>(arena->steps)).Field("thread", task.id);
  text.Field("operation", FactsOf(task.pending.operation).name).Field("object", object.c_str());
  text.Field("object_id", NumberOfObject(task.pending))
      .Field("time_ns", static_cast<std::int64_t>(arena->now));
  text.Field("blocked").Add(blocked ? "true" : "false").Field("stack");
  AddStack(text, task.frames, task.depth);
  FinishRecord(text);
}

}  // namespace checker
