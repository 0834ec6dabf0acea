// The records that a test binary writes on its private pipe, one JSON object a line, and the names
// of their fields. Written by explore/report, read by judge/records; records_test there sends every
// kind once through both.
//
// Thread safety: constants.
#ifndef CHECKER_PROTOCOL_RECORD_H_
#define CHECKER_PROTOCOL_RECORD_H_

namespace protocol {

// Which record it is.
namespace record {
inline constexpr char kCase[] = "case";                           // an answer to --list
inline constexpr char kStep[] = "step";                           // of the schedule that is traced
inline constexpr char kFailure[] = "failure";                     // what went wrong in a schedule
inline constexpr char kRace[] = "race";                           // ThreadSanitizer has reported
inline constexpr char kUncontrolledCall[] = "uncontrolled call";  // the exploration can't go on
inline constexpr char kShrunk[] = "shrunk";                       // an answer to --shrink
inline constexpr char kEnd[] = "end";                             // of a job that ran to its end
}  // namespace record

namespace field {
// Of every record.
inline constexpr char kNonce[] = "nonce";    // proves that the submission did not write it
inline constexpr char kRecord[] = "record";  // one of those above

// Which schedule.
inline constexpr char kStrategy[] = "strategy";
inline constexpr char kSchedule[] = "schedule";  // its number in the job, from 1
inline constexpr char kToken[] = "token";

// Cases and failures.
inline constexpr char kName[] = "name";
inline constexpr char kFile[] = "file";
inline constexpr char kLine[] = "line";
inline constexpr char kKind[] = "kind";  // a FindingKind's name
inline constexpr char kMessage[] = "message";
inline constexpr char kThreads[] = "threads";
inline constexpr char kCycle[] = "cycle";
inline constexpr char kEarlyNotify[] = "early_notify";
inline constexpr char kFences[] = "fences";
inline constexpr char kMainThread[] = "main_thread";  // ThreadSanitizer's, where it has reported
inline constexpr char kDeviations[] = "deviations";
inline constexpr char kAttempts[] = "attempts";

// Threads and steps; threads by their numbers (thread_number.h).
inline constexpr char kId[] = "id";
inline constexpr char kNumber[] = "n";
inline constexpr char kThread[] = "thread";
inline constexpr char kStep[] = "step";
inline constexpr char kOperation[] = "operation";  // an Operation's name
inline constexpr char kObject[] = "object";        // "mutex #2"
inline constexpr char kObjectId[] = "object_id";
inline constexpr char kHeldBy[] = "held_by";
inline constexpr char kWaitsFor[] = "waits_for";
inline constexpr char kTime[] = "time_ns";
inline constexpr char kBlocked[] = "blocked";
inline constexpr char kStack[] = "stack";  // offsets into the program, innermost first

// The end of a job.
inline constexpr char kSchedules[] = "schedules";  // strategy -> how many
inline constexpr char kDistinct[] = "distinct";
inline constexpr char kExhaustedDelays[] = "exhausted_delays";
inline constexpr char kMaxThreads[] = "max_threads";
inline constexpr char kSteps[] = "steps";
inline constexpr char kAssertions[] = "assertions";
inline constexpr char kFailures[] = "failures";
inline constexpr char kNothingToChoose[] = "nothing_to_choose";
inline constexpr char kTimePassed[] = "time_passed";
inline constexpr char kHash[] = "hash";
inline constexpr char kLastToken[] = "last_token";
}  // namespace field

}  // namespace protocol

#endif  // CHECKER_PROTOCOL_RECORD_H_
