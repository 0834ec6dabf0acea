// Texts as ThreadSanitizer of Clang 22 writes them with symbolize=0.
#include <gtest/gtest.h>

#include "checker/findings/race_report.h"

namespace checker {
namespace {

constexpr char kRace[] = R"(==================
WARNING: ThreadSanitizer: data race (pid=17875)
  Read of size 4 at 0x55ad859187d8 by thread T58 (mutexes: write M0, read M1):
    #0 <null> <null> (test+0xebaaa) (BuildId: 4234b7aa)
    #1 <null> <null> (libc.so.6+0x27249) (BuildId: 93ac61ec)

  Previous atomic write of size 8 at 0x55ad859187d8 by thread T57:
    #0 <null> <null> (test+0xece06) (BuildId: 4234b7aa)
    #1 <null> <null> (libstdc++.so.6+0xd44a2) (BuildId: 289ee39f)

  Location is heap block of size 56 at 0x55ad859187d0 allocated by main thread:
    #0 <null> <null> (test+0x100) (BuildId: 4234b7aa)

  Mutex M0 (0x7ffd5d15f4d0) created at:
    #0 <null> <null> (test+0x200) (BuildId: 4234b7aa)

  Thread T58 'thread 3' (tid=17881, running) created by main thread at:
    #0 <null> <null> (test+0x65ada) (BuildId: 4234b7aa)

  Thread T57 'thread 2' (tid=17880, finished) created by main thread at:
    #0 <null> <null> (test+0x65ada) (BuildId: 4234b7aa)

SUMMARY: ThreadSanitizer: data race (/sandbox/test+0xebaaa) (BuildId: 4234b7aa)
==================
)";

RaceReport Only(const std::string& text) {
  const auto reports = ParseRaceReports(text, "test");
  EXPECT_EQ(reports.size(), 1u);
  return reports.empty() ? RaceReport() : reports[0];
}

TEST(RaceParser, ReadsBothAccesses) {
  const RaceReport race = Only(kRace);
  EXPECT_EQ(race.kind, "data race");
  ASSERT_EQ(race.accesses.size(), 2u);
  EXPECT_FALSE(race.accesses[0].write);
  EXPECT_FALSE(race.accesses[0].atomic);
  EXPECT_EQ(race.accesses[0].size_bytes, 4);
  EXPECT_EQ(race.accesses[0].address, 0x55ad859187d8u);
  EXPECT_EQ(race.accesses[0].mutexes_held, (std::vector<int>{0, 1}));
  EXPECT_TRUE(race.accesses[1].write);
  EXPECT_TRUE(race.accesses[1].atomic);
  // Frames of libraries are left out; return addresses become those of the call.
  EXPECT_EQ(race.accesses[0].stack, Stack{0xebaa9});
  EXPECT_EQ(race.accesses[1].stack, Stack{0xece05});
}

TEST(RaceParser, UsesTheExplorersThreadNumbers) {
  const RaceReport race = Only(kRace);
  EXPECT_EQ(race.accesses[0].thread, 3);
  EXPECT_EQ(race.accesses[1].thread, 2);
  ASSERT_EQ(race.threads.size(), 2u);
  EXPECT_EQ(race.threads[0].creator, 0);
  EXPECT_TRUE(race.threads[1].finished);
}

TEST(RaceParser, WithoutNamesThreadsGoByAge) {
  std::string text = kRace;
  for (const char* name : {"'thread 3' ", "'thread 2' "}) text.erase(text.find(name), 11);
  const RaceReport race = Only(text);
  EXPECT_EQ(race.accesses[0].thread, 2);
  EXPECT_EQ(race.accesses[1].thread, 1);
}

TEST(RaceParser, ReadsLocationAndMutexes) {
  const RaceReport race = Only(kRace);
  EXPECT_EQ(race.location.kind, RaceLocation::Kind::kHeap);
  EXPECT_EQ(race.location.stack, Stack{0xff});
  ASSERT_EQ(race.mutexes.size(), 1u);
  EXPECT_EQ(race.mutexes[0].address, 0x7ffd5d15f4d0u);
  EXPECT_EQ(race.Addresses().size(), 2u + 1 + 1 + 2);
}

TEST(RaceParser, ReadsAGlobalsName) {
  const RaceReport race = Only(
      "WARNING: ThreadSanitizer: data race (pid=1)\n"
      "  Write of size 4 at 0x10 by main thread:\n    #0 f f.cc:1:2 (test+0x2) (BuildId: 4)\n\n"
      "  Location is global 'tickets' of size 4 at 0x10 (test+0x10)\n\nSUMMARY: x\n");
  EXPECT_EQ(race.location.kind, RaceLocation::Kind::kGlobal);
  EXPECT_EQ(race.location.name, "tickets");
  EXPECT_EQ(race.accesses.at(0).stack, Stack{1});
}

TEST(RaceParser, ReadsLockOrderInversion) {
  const RaceReport race = Only(R"(==================
WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=17901)
  Cycle in lock order graph: M0 (0x7ffd5d15f4d0) => M1 (0x7ffd5d15f510) => M0

  Mutex M1 acquired here while holding mutex M0 in main thread:
    #0 <null> <null> (test+0x67777) (BuildId: 4234b7aa)
    #1 <null> <null> (test+0xec127) (BuildId: 4234b7aa)

    Hint: use TSAN_OPTIONS=second_deadlock_stack=1 to get more informative warning message

  Mutex M0 acquired here while holding mutex M1 in thread T1:
    #0 <null> <null> (test+0x67777) (BuildId: 4234b7aa)

  Thread T1 (tid=17903, running) created by main thread at:
    #0 <null> <null> (test+0x65ada) (BuildId: 4234b7aa)

SUMMARY: ThreadSanitizer: lock-order-inversion (potential deadlock) (/t+0x67777)
==================
)");
  EXPECT_EQ(race.kind, "lock-order-inversion (potential deadlock)");
  ASSERT_EQ(race.acquisitions.size(), 2u);
  EXPECT_EQ(race.acquisitions[0].mutex, 1);
  EXPECT_EQ(race.acquisitions[0].while_holding, 0);
  EXPECT_EQ(race.acquisitions[0].stack.size(), 2u);
  EXPECT_EQ(race.acquisitions[1].thread, 1);
}

TEST(RaceParser, ReadsStacksWithoutAHeading) {
  const RaceReport race = Only(R"(==================
WARNING: ThreadSanitizer: destroy of a locked mutex (pid=17899)
    #0 <null> <null> (test+0x67607) (BuildId: 4234b7aa)
    #1 <null> <null> (test+0xec086) (BuildId: 4234b7aa)

  and:
    #0 <null> <null> (test+0x67777) (BuildId: 4234b7aa)

  Location is heap block of size 40 at 0x720c00000000 allocated by main thread:
    #0 <null> <null> (test+0xea472) (BuildId: 4234b7aa)

  Mutex M0 (0x720c00000000) created at:
    #0 <null> <null> (test+0x6745c) (BuildId: 4234b7aa)

SUMMARY: ThreadSanitizer: destroy of a locked mutex (/t+0x67607)
==================
)");
  EXPECT_EQ(race.kind, "destroy of a locked mutex");
  ASSERT_EQ(race.stacks.size(), 2u);
  EXPECT_EQ(race.stacks[0], (Stack{0x67606, 0xec085}));
  EXPECT_EQ(race.stacks[1], Stack{0x67776});
}

TEST(RaceParser, ReadsSignals) {
  const RaceReport race = Only(R"(ThreadSanitizer:DEADLYSIGNAL
==17910==ERROR: ThreadSanitizer: SEGV on unknown address 0x000000000008 (pc 0x556e2407f2f3 bp 0x2 sp 0x7 T17910)
==17910==The signal is caused by a WRITE memory access.
==17910==Hint: address points to the zero page.
    #0 <null> <null> (test+0xec2f3) (BuildId: 4234b7aa)
    #1 <null> <null> (libc.so.6+0x27249) (BuildId: 93ac61ec)

==17910==Register values:
rax = 0x0000000000000000
ThreadSanitizer can not provide additional info.
SUMMARY: ThreadSanitizer: SEGV (/t+0xec2f3)
==17910==ABORTING
)");
  EXPECT_EQ(race.kind, "SEGV");
  EXPECT_TRUE(race.ends_process);
  EXPECT_EQ(race.fault_address, 8u);
  ASSERT_EQ(race.stacks.size(), 1u);
  EXPECT_EQ(race.stacks[0], Stack{0xec2f3});  // the place itself, not a return address
}

TEST(RaceParser, ReadsAStackOverflow) {
  const RaceReport race = Only(
      "==1==ERROR: ThreadSanitizer: stack-overflow on address 0x7ffe885a1fa8 (pc 0x5 bp 0x2)\n"
      "    #0 <null> <null> (test+0xecc54) (BuildId: 4)\n");
  EXPECT_EQ(race.kind, "stack-overflow");
  EXPECT_TRUE(race.ends_process);
}

TEST(RaceParser, KeepsAReportThatBreaksOff) {
  const std::string text = kRace;
  for (std::size_t size = 0; size < text.size(); size += 7) {
    EXPECT_LE(ParseRaceReports(text.substr(0, size), "test").size(), 1u);
  }
}

TEST(RaceParser, ReadsSeveralReports) {
  EXPECT_EQ(ParseRaceReports(std::string(kRace) + kRace, "test").size(), 2u);
}

// In the child of a fork the main thread is not the test.
TEST(RaceParser, TakesTheMainThreadForTheOneItIsTold) {
  const auto reports = ParseRaceReports(
      "WARNING: ThreadSanitizer: data race (pid=1)\n"
      "  Write of size 4 at 0x10 by main thread:\n    #0 f (test+0x20)\n\n",
      "test", 1'000'000);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].accesses.at(0).thread, 1'000'000);
}

TEST(RaceParser, IsNotUpsetByForgery) {
  EXPECT_TRUE(ParseRaceReports("", "test").empty());
  EXPECT_TRUE(ParseRaceReports(std::string(1 << 20, '('), "test").empty());
  const std::string huge(400, '9');
  ParseRaceReports("WARNING: ThreadSanitizer: data race (pid=1)\n  Write of size " + huge +
                       " at 0x" + huge + " by thread T" + huge + ":\n    #0 x (test+0x" + huge +
                       ")\n  Thread T" + huge + " (tid=1, running) created by main thread at:\n",
                   "test");
}

}  // namespace
}  // namespace checker
