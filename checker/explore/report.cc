#include "checker/explore/report.h"

#include "checker/explore/raw.h"
#include "checker/explore/record.h"
#include "checker/explore/scene.h"
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

// ThreadSanitizer calls many things a warning. checker/runner/verdict.cc tells them apart in the
// same way, by the words of the report.
const char* KindOfReport(const char* description) {
  const auto begins = [description](const char* with) {
    int i = 0;
    while (with[i] != 0 && with[i] == description[i]) ++i;
    return with[i] == 0;
  };
  if (begins("data-race")) return "data race";
  if (begins("heap-use-after-free")) return "crash";
  if (begins("mutex-double-lock")) return "deadlock";
  return "wrong result";
}

}  // namespace

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

void ReportRace(const char* description) {
  ++arena->races;
  if (arena->probing || !arena->active || arena->outcome.race || IsForkedChild()) return;
  if (arena->ignore_races) return;
  arena->outcome.race = true;
  arena->failure_written = true;
  Text& text = RecordText();
  if (PersonReads()) {
    text.Clear();
    text.Add("  FAILED: ").Add(KindOfReport(description));
    text.Add(" (ThreadSanitizer's report is above)\n    schedule ");
    text.Number(static_cast<std::int64_t>(arena->number)).Add(" (");
    text.Add(NameOf(arena->plan.strategy)).Add("), replay token ");
    AddToken(text);
    text.Add("\n");
    Say(text);
    return;
  }
  BeginRecord(text, "race");
  AddSchedule(text);
  text.Field("fences").Add(arena->unmodelled_fence ? "true" : "false");
  FinishRecord(text);
}

void ReportGivingUp(const char* why) {
  TextOf<256> name;
  name.Add("limit of the explorer: ").Add(why);
  ReportUncontrolledCall(name.c_str());
}

}  // namespace checker
