// What the test binary tells whoever started it: one JSON object per line on the result descriptor
// for the judge, or plain words on standard output for a person.
//
// Thread safety: called by the task that has the turn, or by a process that runs no tasks.
#ifndef CHECKER_EXPLORE_REPORT_RECORD_H_
#define CHECKER_EXPLORE_REPORT_RECORD_H_

#include "checker/explore/base/text.h"
#include "checker/protocol/record.h"

namespace explore {

namespace field = protocol::field;
namespace record = protocol::record;

struct Channel {
  int result_fd = -1;   // -1: a person reads
  int report_fd = -1;   // ThreadSanitizer's reports
  int words_fd = 1;     // for a person
  bool quiet = false;   // nothing is told: an attempt of the shrinker
  char nonce[33] = "";  // proves to the judge that a record is not the student's
};

extern Channel channel;

inline bool PersonReads() { return channel.result_fd < 0; }

// Reads the nonce from `fd` and closes it, so that nothing later can.
void ReadNonce(int fd);

// {"nonce":"..","record":"<kind>" ... the caller adds fields and calls FinishRecord.
void BeginRecord(Text& text, const char* kind);
void FinishRecord(Text& text);

// To a person: written to standard output.
void Say(const Text& text);

// Frames as ["0x12","0x34"], innermost first: return addresses less one, as offsets. Frames of
// shared libraries are left out.
void AddStack(Text& text, void* const* frames, int depth);

// The same in words, symbolised, a line each; and only the innermost file and line.
void SayStack(Text& text, void* const* frames, int depth);
void SayLine(Text& text, void* const* frames, int depth);

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_RECORD_H_
