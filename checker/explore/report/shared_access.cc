#include "checker/explore/report/shared_access.h"

#include <errno.h>

#include "checker/explore/base/program.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/thread_snapshot.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

Text& AddKind(Text& text, const SharedAccess& access) {
  return text.Add(access.atomic ? "atomic " : "").Add(access.write ? "write" : "read");
}

// A frame that the judge finds the line of: module and offset, as ThreadSanitizer prints them.
void AddFrames(Text& text, const SharedAccess& access) {
  int number = 0;
  for (int i = access.at.depth - 1; i >= 0; --i) {
    if (!InProgram(access.at.frames[i])) continue;
    const auto offset = reinterpret_cast<std::uintptr_t>(access.at.frames[i]) - LoadAddress();
    text.Add("    #").Number(number++).Add(" <null> <null> (").Add(program_invocation_short_name);
    text.Add("+").Hex(offset).Add(")\n");
  }
}

void AddAccess(Text& text, const char* which, const SharedAccess& access, std::uintptr_t address) {
  AddKind(text.Add(which), access).Add(" of size ").Number(access.size).Add(" at ").Hex(address);
  text.Add(" by ");
  if (access.thread == 0) {
    text.Add("main thread:\n");
  } else {
    text.Add("thread T").Number(access.thread).Add(":\n");
  }
  AddFrames(text, access);
  text.Add("\n");
}

// So that the numbers are taken for those of the schedule.
void AddThread(Text& text, const SharedAccess& access) {
  if (access.thread == 0) return;
  text.Add("  Thread T").Number(access.thread).Add(" 'thread ").Number(access.thread);
  text.Add("' (tid=1, running) created by main thread at:\n\n");
}

void SayAccess(Text& text, const char* which, const SharedAccess& access) {
  AddKind(text.Add("    ").Add(which), access).Add(" by ");
  AddName(text, access.thread);
  text.Add("\n");
  SayStack(text, access.at.frames, access.at.depth);
}

}  // namespace

void TellRace(const SharedAccess& now, const SharedAccess& before, std::uintptr_t address) {
  if (arena->job.ignore_races || arena->schedule.outcome.race || arena->schedule.probing) return;
  static TextOf<16384> text;
  text.Clear();
  if (PersonReads()) {
    SayAccess(text.Add("  Two processes race on memory that they share:\n"), "", now);
    SayAccess(text, "an earlier ", before);
    Say(text);
  } else if (channel.report_fd >= 0) {
    text.Add("==================\nWARNING: ThreadSanitizer: data race (pid=");
    text.Number(arena->processes[now.process].pid).Add(")\n");
    AddAccess(text, "  ", now, address);
    AddAccess(text, "  Previous ", before, address);
    AddThread(text, now);
    AddThread(text, before);
    text.Add("SUMMARY: ThreadSanitizer: data race\n==================\n");
    if (!channel.quiet) text.WriteTo(channel.report_fd);
  }
  ReportRace("data-race", /*main_thread=*/0);
}

}  // namespace explore
