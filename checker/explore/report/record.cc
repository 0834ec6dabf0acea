#include "checker/explore/report/record.h"

#include "checker/explore/base/program.h"
#include "checker/explore/base/raw.h"
#include "checker/explore/base/tsan_interface.h"
#include "checker/explore/state/arena.h"

namespace explore {

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
  text.Add("{").Field(field::kNonce, channel.nonce).Field(field::kRecord, kind);
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

bool Has(const char* line, const char* part) { return __builtin_strstr(line, part) != nullptr; }

// The library's code and ours, which is not what anybody looks for.
bool IsForeign(const char* line) {
  if (Has(line, "/gtest/") || Has(line, "googletest") || Has(line, "/include/c++/")) return true;
  return Has(line, "checker/explore/") && !Has(line, "checker/explore/tests/");
}

void AddWithoutFolder(Text& text, const char* line) {
  constexpr char kFolder[] = "/proc/self/cwd/";  // how Bazel has sources compiled
  const char* const folder = __builtin_strstr(line, kFolder);
  if (folder == nullptr) {
    text.Add(line);
  } else {
    text.Add(line, static_cast<std::size_t>(folder - line)).Add(folder + sizeof kFolder - 1);
  }
}

// One program counter may stand for several inlined functions: they come one after the other, each
// ended by a zero, the last by two. Returns how many lines were added, `room` at the most.
int SayPlace(Text& text, void* pc, const char* format, const char* before, int room) {
  char lines[2000] = "";
  __sanitizer_symbolize_pc(static_cast<char*>(pc) - 1, format, lines, sizeof lines - 1);
  int shown = 0;
  for (const char* line = lines; *line != 0 && shown < room; line += RawLength(line) + 1) {
    if (IsForeign(line)) continue;
    AddWithoutFolder(text.Add(before), line);
    ++shown;
  }
  return shown;
}

// From the innermost frame on.
void SayPlaces(Text& text, void* const* frames, int depth, const char* format, const char* before,
               int room) {
  Silently silently;
  for (int i = (depth < kMaxFrames ? depth : kMaxFrames) - 1; i >= 0 && room > 0; --i) {
    if (InProgram(frames[i])) room -= SayPlace(text, frames[i], format, before, room);
  }
}

}  // namespace

void SayStack(Text& text, void* const* frames, int depth) {
  constexpr int kMostLines = 8;
  SayPlaces(text, frames, depth, "%f %s:%l\n", "        ", kMostLines);
}

void SayLine(Text& text, void* const* frames, int depth) {
  SayPlaces(text, frames, depth, "%s:%l", "  ", 1);
}

}  // namespace explore
