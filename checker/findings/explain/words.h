// How reports call things: places, threads, objects, operations, times.
//
// Thread safety: pure functions.
#ifndef CHECKER_FINDINGS_EXPLAIN_WORDS_H_
#define CHECKER_FINDINGS_EXPLAIN_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "checker/findings/annotated_trace.h"
#include "checker/findings/location.h"

namespace checker {

// "unlock, line 41"; with the file where it is not the student's; the file alone without a line.
std::string InWords(const Location& location);
// "write: unlock, line 41".
std::string InWords(const LabeledLocation& labeled);

// "thread 2", or "the test" for 0; "process 1" and "process 1, thread 3" in a forked process.
std::string ThreadInWords(int thread);

// What the step does: "lock", "write: data race".
std::string OperationInWords(const AnnotatedStep& step);
// What it does it to: "`mutex_`"; "`locks_[to]` (mutex #2)" where the name alone would leave a
// doubt.
std::string ObjectInWords(const AnnotatedStep& step);

// "0 s", "1.5 ms", "3600 s".
std::string VirtualTime(std::int64_t time_ns);

// "TheHolderMayLockAgain" -> "the holder may lock again".
std::string CaseInWords(std::string_view case_name);

// "RLock.TheHolderMayLockAgain" -> "The holder may lock again"; FIFO stays in capitals.
std::string CaseAsSentence(const std::string& case_name);

std::string Capitalized(std::string words);
// "`count_`", or `otherwise` if there is no name.
std::string Quoted(const std::string& name, const std::string& otherwise);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_WORDS_H_
