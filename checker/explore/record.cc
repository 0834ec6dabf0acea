#include "checker/explore/record.h"

#include "checker/explore/arena.h"
#include "checker/explore/program.h"
#include "checker/explore/raw.h"
#include "checker/explore/tsan.h"

namespace checker {

Channel channel;

void ReadNonce(int fd) {
  int got = 0;
  while (got < 32) {
    const long n = RawCall(SYS_read, fd, reinterpret_cast<long>(channel.nonce + got), 32 - got);
    if (n <= 0) break;
    got += static_cast<int>(n);
  }
  channel.nonce[got] = 0;
  RawCall(SYS_close, fd);
}

void BeginRecord(Text& text, const char* kind) {
  text.Clear();
  text.Add("{").Field("nonce", channel.nonce).Field("record", kind);
}

void FinishRecord(Text& text) {
  text.Add("}\n");
  if (!channel.quiet) text.WriteTo(channel.result_fd);
}

void Say(const Text& text) {
  if (!channel.quiet) text.WriteTo(channel.words_fd);
}

void AddStack(Text& text, void* const* frames, int depth) {
  text.Add("[");
  for (int i = (depth < kMaxFrames ? depth : kMaxFrames) - 1; i >= 0; --i) {
    if (!InProgram(frames[i])) continue;
    if (text.last() != '[') text.Add(",");
    text.Add("\"").Hex(reinterpret_cast<std::uintptr_t>(frames[i]) - 1 - LoadAddress()).Add("\"");
  }
  text.Add("]");
}

namespace {

// One program counter may stand for several inlined functions: they come one after the other, each
// ended by a zero, the last by two.
int SayPlace(Text& text, void* pc, int room) {
  char lines[2000] = "";
  __sanitizer_symbolize_pc(static_cast<char*>(pc) - 1, "%f %s:%l", lines, sizeof lines - 1);
  int shown = 0;
  for (const char* line = lines; *line != 0 && shown < room; line += RawLength(line) + 1) {
    if (__builtin_strstr(line, "/gtest/") != nullptr || __builtin_strstr(line, "googletest"))
      continue;
    if (__builtin_strstr(line, "/include/c++/") != nullptr) continue;
    text.Add("        ").Add(line).Add("\n");
    ++shown;
  }
  return shown;
}

}  // namespace

void SayStack(Text& text, void* const* frames, int depth) {
  constexpr int kMostLines = 8;
  Silently silently;
  int shown = 0;
  for (int i = (depth < kMaxFrames ? depth : kMaxFrames) - 1; i >= 0 && shown < kMostLines; --i) {
    if (InProgram(frames[i])) shown += SayPlace(text, frames[i], kMostLines - shown);
  }
}

}  // namespace checker
