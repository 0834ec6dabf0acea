#include "checker/explore/report/report.h"

#include <signal.h>
#include <sys/wait.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/base/tsan_interface.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/thread_snapshot.h"
#include "checker/explore/strategy/token.h"
#include "checker/protocol/sanitizer_report.h"

namespace explore {
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

void SayFailure(FindingKind kind, const char* message) {
  Text& text = RecordText();
  text.Clear();
  text.Add("  FAILED: ").Add(NameOf(kind)).Add("\n    ").Add(message).Add("\n");
  if (arena->schedule.outcome.file[0] != 0) {
    text.Add("    at ")
        .Add(arena->schedule.outcome.file)
        .Add(":")
        .Number(arena->schedule.outcome.line)
        .Add("\n");
  }
  if (arena->schedule.outcome.of_whole_job) {
    Say(text);
    return;
  }
  text.Add("    schedule ").Number(static_cast<std::int64_t>(arena->job.number)).Add(" (");
  text.Add(NameOf(arena->schedule.plan.strategy)).Add("), replay token ");
  AddToken(text);
  text.Add("\n");
  Say(text);
}

// Measured by hand: strlen is a function that ThreadSanitizer intercepts.
FindingKind KindOfReport(const char* description) {
  return protocol::KindOfSanitizerReport({description, RawLength(description)});
}

}  // namespace

void AddSchedule(Text& text) {
  TextOf<16384> token;
  AddToken(token);
  if (arena->schedule.outcome.of_whole_job) token.Clear();
  text.Field(field::kStrategy, NameOf(arena->schedule.plan.strategy));
  text.Field(field::kSchedule, static_cast<std::int64_t>(arena->job.number));
  text.Field(field::kToken, token.c_str());
}

void NoteFailure(FindingKind kind, const char* message, const char* file, int line) {
  Outcome& outcome = arena->schedule.outcome;
  if (outcome.failed || arena->schedule.probing) return;
  outcome.failed = true;
  outcome.kind = kind;
  CopyTo(outcome.message, sizeof outcome.message, message);
  CopyTo(outcome.file, sizeof outcome.file, file);
  outcome.line = line;
}

void NoteLeftBehind(Operation made_by, const char* message, const KeptStack& made_at) {
  Outcome& outcome = arena->schedule.outcome;
  if (outcome.failed) return;
  NoteFailure(FindingKind::kLeak, message, "", 0);
  outcome.left_by = made_by;
  Assign(outcome.left_at, made_at);
}

void NoteExitCode(int code) {
  if (code == 0) return;
  TextOf<128> message;
  message.Add("the program ended with exit code ").Number(code);
  NoteFailure(FindingKind::kWrongResult, message.c_str(), "", 0);
}

void ReportNotedFailure() {
  const Outcome& outcome = arena->schedule.outcome;
  arena->job.failure_written = true;
  if (PersonReads()) {
    SayFailure(outcome.kind, outcome.message);
    Text& text = RecordText();
    text.Clear();
    SayStack(text, outcome.left_at.frames, outcome.left_at.depth);
    Say(text);
    return;
  }
  Text& text = RecordText();
  BeginRecord(text, record::kFailure);
  text.Field(field::kKind, NameOf(outcome.kind));
  AddSchedule(text);
  text.Field(field::kMessage, outcome.message)
      .Field(field::kFile, outcome.file)
      .Field(field::kLine, outcome.line);
  text.Field(field::kThreads).Add("[");
  if (outcome.left_at.depth > 0) {
    text.Add("{")
        .Field(field::kId, 0)
        .Field(field::kName, "")
        .Field(field::kOperation, NameOf(outcome.left_by));
    text.Field(field::kObject, NameOf(FactsOf(outcome.left_by).object))
        .Field(field::kObjectId, 0)
        .Field(field::kHeldBy, -1);
    text.Field(field::kWaitsFor, -1).Field(field::kStack);
    AddStack(text, outcome.left_at.frames, outcome.left_at.depth);
    text.Add("}");
  }
  text.Add("]").Field(field::kCycle).Add("[]");
  FinishRecord(text);
}

void ReportSnapshot(FindingKind kind, const char* message, const Notice* early) {
  ReportSnapshotAs(kind, message, early);
  EndJob(kExitFailed);
}

void ReportSnapshotAs(FindingKind kind, const char* message, const Notice* early) {
  if (arena->schedule.outcome.failed) {
    ReportNotedFailure();
    return;
  }
  arena->schedule.outcome.failed = true;
  arena->schedule.outcome.kind = kind;
  arena->job.failure_written = true;
  ThreadSnapshot& snapshot = TheThreadSnapshot();
  if (PersonReads()) {
    SayFailure(kind, message);
    Say(snapshot.words);
    if (early != nullptr) {
      snapshot.words.Clear();
      snapshot.words.Add("    the notify that came too early, by ");
      AddName(snapshot.words, early->task);
      snapshot.words.Add(" at step ").Number(static_cast<std::int64_t>(early->step)).Add("\n");
      SayStack(snapshot.words, early->at.frames, early->at.depth);
      Say(snapshot.words);
    }
    return;
  }
  Text& text = RecordText();
  BeginRecord(text, record::kFailure);
  text.Field(field::kKind, NameOf(kind));
  AddSchedule(text);
  text.Field(field::kMessage, message).Field(field::kFile, "").Field(field::kLine, 0);
  text.Field(field::kThreads).Add(snapshot.threads.c_str());
  text.Field(field::kCycle).Add(snapshot.cycle.c_str());
  if (early != nullptr) {
    text.Field(field::kEarlyNotify).Add("{").Field(field::kThread, early->task);
    text.Field(field::kStep, static_cast<std::int64_t>(early->step)).Field(field::kStack);
    AddStack(text, early->at.frames, early->at.depth);
    text.Add("}");
  }
  FinishRecord(text);
}

void ReportAndExit(FindingKind kind, const char* message) {
  TakeThreadSnapshot();
  ReportSnapshot(kind, message, nullptr);
}

bool IsCrash(int status) { return WIFSIGNALED(status) || WEXITSTATUS(status) == kExitRace; }

void ReportCrashOfProcess(int process, int status) {
  TextOf<256> message;
  message.Add("process ").Number(process);
  if (WIFSIGNALED(status)) {
    message.Add(" was ended by signal ").Number(WTERMSIG(status));
  } else {
    message.Add(": invalid memory access: ThreadSanitizer's report tells the place, signal ");
    message.Number(SIGSEGV);
  }
  ReportAndExit(FindingKind::kCrash, message.c_str());
}

void ReportNotAttempted(const char* message, const char* file, int line) {
  NoteFailure(FindingKind::kNotAttempted, message, file, line);
  ReportNotedFailure();
  EndJob(kExitNotAttempted);
}

void ReportUncontrolledCall(const char* name) {
  arena->job.failure_written = true;
  Text& text = RecordText();
  if (PersonReads()) {
    text.Clear();
    text.Add("  NOT CONTROLLED: ").Add(name).Add("\n");
    if (self != nullptr) SayStack(text, self->frames, self->depth);
    Say(text);
    EndJob(kExitUncontrolled);
  }
  BeginRecord(text, record::kUncontrolledCall);
  text.Field(field::kName, name).Field(field::kStack);
  AddStack(text, self == nullptr ? nullptr : self->frames, self == nullptr ? 0 : self->depth);
  FinishRecord(text);
  EndJob(kExitUncontrolled);
}

void ReportRace(const char* description, int main_thread) {
  ++arena->job.races;
  if (arena->schedule.probing || !arena->schedule.active || arena->schedule.outcome.race) return;
  if (arena->job.ignore_races) return;
  arena->schedule.outcome.race = true;
  arena->job.failure_written = true;
  Text& text = RecordText();
  if (PersonReads()) {
    text.Clear();
    text.Add("  FAILED: ").Add(NameOf(KindOfReport(description)));
    text.Add(" (the report is above)\n    schedule ");
    text.Number(static_cast<std::int64_t>(arena->job.number)).Add(" (");
    text.Add(NameOf(arena->schedule.plan.strategy)).Add("), replay token ");
    AddToken(text);
    text.Add("\n");
    Say(text);
    return;
  }
  BeginRecord(text, record::kRace);
  AddSchedule(text);
  text.Field(field::kMainThread, main_thread);
  text.Field(field::kFences).Add(arena->job.unmodelled_fence ? "true" : "false");
  FinishRecord(text);
}

void ReportGivingUp(const char* why) {
  TextOf<256> name;
  name.Add("limit of the explorer: ").Add(why);
  ReportUncontrolledCall(name.c_str());
}

}  // namespace explore
