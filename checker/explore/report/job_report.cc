#include "checker/explore/report/job_report.h"

#include "checker/explore/report/record.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/strategy/token.h"

namespace explore {
namespace {

constexpr std::size_t kTokenSize = std::size_t{1} << 20;

void SayEnd() {
  TextOf<1024> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->job.schedules_done)).Add(" schedules");
  if (arena->job.exhausted_delays > 0) {
    text.Add(" incl. all with up to ").Number(arena->job.exhausted_delays);
    text.Add(arena->job.exhausted_delays == 1 ? " delay" : " delays");
  }
  text.Add(", ").Number(arena->job.distinct).Add(" distinct, ");
  text.Number(static_cast<std::int64_t>(arena->job.total_steps)).Add(" steps");
  if (arena->job.choices == 0) text.Add(", nothing to choose");
  if (arena->job.failures > 1) text.Add(", failures: ").Number(arena->job.failures);
  text.Add(arena->job.failure_written || arena->job.failures > 0 ? "\n" : ": no failure\n");
  Say(text);
}

}  // namespace

void ReportCase(const char* name, const char* file, int line) {
  TextOf<1024> text;
  BeginRecord(text, record::kCase);
  text.Field(field::kName, name).Field(field::kFile, file).Field(field::kLine, line);
  FinishRecord(text);
}

void ReportShrunk(FindingKind kind, const char* token, int deviations, int attempts) {
  static TextOf<kTokenSize> text;
  BeginRecord(text, record::kShrunk);
  text.Field(field::kKind, NameOf(kind)).Field(field::kToken, token);
  text.Field(field::kDeviations, deviations).Field(field::kAttempts, attempts);
  FinishRecord(text);
}

void ReportNotShrunk() {
  TextOf<256> text;
  BeginRecord(text, record::kShrunk);
  FinishRecord(text);
}

void ReportEnd() {
  if (PersonReads()) {
    SayEnd();
    return;
  }
  TextOf<2048> text;
  BeginRecord(text, record::kEnd);
  text.Field(field::kSchedules).Add("{");
  for (int i = 0; i < kStrategyCount; ++i) {
    const auto count = static_cast<std::int64_t>(arena->job.schedules_by_strategy[i]);
    if (count > 0) text.Field(NameOf(static_cast<StrategyKind>(i)), count);
  }
  text.Add("}").Field(field::kDistinct, arena->job.distinct);
  text.Field(field::kExhaustedDelays, arena->job.exhausted_delays);
  text.Field(field::kMaxThreads, arena->job.most_threads);
  text.Field(field::kSteps, static_cast<std::int64_t>(arena->job.total_steps));
  text.Field(field::kAssertions, arena->job.assertions)
      .Field(field::kFailures, arena->job.failures);
  text.Field(field::kNothingToChoose).Add(arena->job.choices == 0 ? "true" : "false");
  text.Field(field::kTimePassed).Add(arena->job.time_passed ? "true" : "false");
  text.Field(field::kHash).Add("\"").Hex(arena->schedule.hash).Add("\"");  // of the last schedule
  TextOf<256> token;
  AddToken(token);
  text.Field(field::kLastToken, token.c_str());
  FinishRecord(text);
}

}  // namespace explore
