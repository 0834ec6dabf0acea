// What time_sharing promises, one promise for each case.
#include "time_sharing.h"

#include <climits>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

// How GoogleTest shows them.
static void PrintTo(State state, std::ostream* out) {
  constexpr const char* kNames[] = {"kReady", "kRunning", "kBlocked", "kHalted", "kFaulted"};
  const auto index = static_cast<std::size_t>(state);
  *out << (index < std::size(kNames) ? kNames[index] : "no state");
}

static void PrintTo(const ProcessReport& process, std::ostream* out) {
  PrintTo(process.state, out);
  *out << ", output " << ::testing::PrintToString(process.output) << ", end ";
  *out << (process.end ? std::to_string(*process.end) : "none");
}

static void PrintTo(const Report& report, std::ostream* out) {
  *out << report.timeline.size() << " spans, busy " << report.busy << ", switching "
       << report.switching << ", idle " << report.idle << "; ";
  for (const ProcessReport& process : report.processes) PrintTo(process, &(*out << "\n  "));
}

namespace {

using Program = std::vector<Instruction>;
using Words = std::vector<std::uint32_t>;

constexpr std::uint64_t kLong = 10'000;  // ticks; more than any program here takes
constexpr Instruction kEnd = {Op::kHalt, 0, 0};
constexpr Config kToCompletion = {.policy = Policy::kRunToCompletion};

Instruction Out(int r) { return {Op::kOut, r, 0}; }
Instruction Io(int ticks) { return {Op::kIo, ticks, 0}; }

Config RoundRobin(int quantum, int switch_cost = 0) {
  return {.policy = Policy::kRoundRobin, .quantum = quantum, .switch_cost = switch_cost};
}

// A program in short: each c computes, a digit waits for so many ticks, h halts, f faults.
Program Steps(const std::string& text) {
  Program program;
  for (const char step : text) {
    if (step == 'c') program.push_back({Op::kAdd, 1, 2});
    if (step >= '0' && step <= '9') program.push_back(Io(step - '0'));
    if (step == 'h') program.push_back(kEnd);
    if (step == 'f') program.push_back(Out(kRegisters));
  }
  return program;
}

Report RunOf(const Config& config, const std::vector<Program>& programs,
             std::uint64_t max_ticks = kLong) {
  Machine machine(config);
  for (const Program& program : programs) machine.Load(program);
  return machine.Run(max_ticks);
}

Report RunOf(const Config& config, const std::vector<std::string>& programs,
             std::uint64_t max_ticks = kLong) {
  std::vector<Program> written;
  for (const std::string& text : programs) written.push_back(Steps(text));
  return RunOf(config, written, max_ticks);
}

char Drawn(const Span& span) {
  if (span.use == Use::kIdle) return '.';
  return static_cast<char>((span.use == Use::kBusy ? '0' : 'a' - 1) + span.pid);
}

// The timeline, a character for each tick: 2 where process 2 executes, b where it is being placed,
// a dot where the CPU is idle. Looks at the same time whether the report agrees with itself.
std::string Drawn(const Report& report) {
  std::string line;
  std::uint64_t ticks[3] = {};
  for (const Span& span : report.timeline) {
    const char sign = Drawn(span);
    EXPECT_EQ(span.begin, line.size()) << "a span begins where the one before it ends";
    EXPECT_TRUE(span.begin < span.end && span.end <= kLong) << "no span without a tick";
    if (span.end <= span.begin || span.end > kLong) break;
    EXPECT_TRUE(line.empty() || line.back() != sign) << "two spans that should be one: " << sign;
    if (span.use == Use::kIdle) EXPECT_EQ(span.pid, 0) << "nobody is idle";
    line.append(span.end - span.begin, sign);
    ticks[static_cast<int>(span.use) % 3] += span.end - span.begin;
  }
  EXPECT_EQ(report.busy, ticks[0]) << line;
  EXPECT_EQ(report.switching, ticks[1]) << line;
  EXPECT_EQ(report.idle, ticks[2]) << line;
  return line;
}

std::string Line(const Config& config, const std::vector<std::string>& programs,
                 std::uint64_t max_ticks = kLong) {
  return Drawn(RunOf(config, programs, max_ticks));
}

std::vector<State> StatesOf(const Report& report) {
  std::vector<State> states;
  for (const ProcessReport& process : report.processes) states.push_back(process.state);
  return states;
}

// What a program prints when nobody else is there.
ProcessReport Alone(const Program& program) {
  const Report report = RunOf(kToCompletion, {program});
  return report.processes.size() == 1 ? report.processes[0] : ProcessReport{};
}

Words OutputOf(const Report& report, std::size_t pid) {
  return pid <= report.processes.size() ? report.processes[pid - 1].output : Words{};
}

// Counts down from n in register 3, a sum in memory; prints both.
Program CountDown(int n, int step, int address) {
  return {{Op::kLoad, 3, n},
          {Op::kLoad, 1, step},
          {Op::kLoad, 0, 1},
          {Op::kGet, 2, address},
          {Op::kAdd, 2, 1},
          {Op::kPut, 2, address},
          {Op::kSub, 3, 0},
          Out(2),
          Out(3),
          {Op::kJnz, 3, 3},
          kEnd};
}

GRADED_TEST(TimeSharing, EveryInstructionHasItsEffect, 1) {
  const Program program = {
      Out(3),  // registers are 0 at first
      {Op::kGet, 3, 63},
      Out(3),  // so is the memory
      {Op::kLoad, 0, -1},
      Out(0),  //
      {Op::kLoad, 1, 3},
      {Op::kAdd, 0, 1},
      Out(0),  // a sum wraps round
      {Op::kSub, 0, 1},
      Out(0),  // so does a difference
      {Op::kAdd, 0, 0},
      Out(0),  //
      {Op::kPut, 1, 0},
      {Op::kPut, 0, 63},
      {Op::kGet, 2, 0},
      Out(2),
      {Op::kGet, 2, 63},
      Out(2),
      {Op::kSub, 1, 1},
      Out(1),
      kEnd,
      Out(0),
  };
  const ProcessReport report = Alone(program);
  EXPECT_EQ(report.output,
            (Words{0, 0, UINT32_MAX, 2, UINT32_MAX, UINT32_MAX - 1, 3, UINT32_MAX - 1, 0}));
  EXPECT_EQ(report.state, State::kHalted);
  EXPECT_EQ(report.end, program.size() - 1);
}

GRADED_TEST(TimeSharing, AJumpIsTakenIfTheRegisterIsNotZero, 1) {
  EXPECT_EQ(Alone(CountDown(2, 5, 7)).output, (Words{5, 1, 10, 0}));
  const Program forward = {{Op::kLoad, 2, -4}, {Op::kJnz, 2, 3}, Out(2), Out(1), kEnd};
  EXPECT_EQ(Alone(forward).output, Words{0});
  const Program not_taken = {{Op::kJnz, 0, 99}, {Op::kJnz, 0, -1}, Out(0), kEnd};
  EXPECT_EQ(Alone(not_taken).output, Words{0}) << "a target counts only if the jump is taken";
  EXPECT_EQ(Alone(not_taken).state, State::kHalted);
  const Program wrapped = {
      {Op::kLoad, 0, INT_MIN}, {Op::kAdd, 0, 0}, {Op::kJnz, 0, 99}, Out(0), kEnd};
  EXPECT_EQ(Alone(wrapped).output, Words{0}) << "a sum that wraps round to 0 is 0";
}

GRADED_TEST(TimeSharing, NumbersThatAnInstructionDoesNotUseDoNotMatter, 1) {
  const Program program = {{Op::kLoad, 0, 7},
                           {Op::kOut, 0, 99},
                           {Op::kIo, 1, -5},
                           {Op::kOut, 0, -1},
                           {Op::kHalt, 99, -99}};
  EXPECT_EQ(Alone(program).output, (Words{7, 7}));
  EXPECT_EQ(Alone(program).state, State::kHalted);
}

GRADED_TEST(TimeSharing, WhatCantBeExecutedFaultsAndTakesItsTick, 1) {
  const std::vector<Instruction> bad = {
      {Op::kLoad, 4, 1},  {Op::kLoad, -1, 1}, {Op::kAdd, 4, 0},       {Op::kAdd, 0, 4},
      {Op::kAdd, -1, 0},  {Op::kAdd, 0, -1},  {Op::kSub, 4, 0},       {Op::kSub, 0, 4},
      {Op::kSub, 0, -1},  {Op::kGet, 0, 64},  {Op::kGet, 0, -1},      {Op::kGet, 4, 0},
      {Op::kPut, 0, 64},  {Op::kPut, 0, -1},  {Op::kPut, -1, 0},      {Op::kJnz, 4, 0},
      {Op::kJnz, -1, 0},  {Op::kOut, 4, 0},   {Op::kOut, INT_MAX, 0}, {Op::kIo, -1, 0},
      {Op::kIo, INT_MIN}, {Op(9), 0, 0},      {Op(-1), 0, 0},         {Op::kGet, 0, INT_MIN}};
  for (const Instruction& instruction : bad) {
    const ProcessReport report = Alone({Out(0), instruction, Out(0), kEnd});
    EXPECT_EQ(report, (ProcessReport{State::kFaulted, Words{0}, 2}))
        << "op " << static_cast<int>(instruction.op) << " " << instruction.a << " " << instruction.b
        << "; its state is " << ::testing::PrintToString(report.state);
  }
}

GRADED_TEST(TimeSharing, AProcessFaultsWhereNoInstructionIs, 1) {
  const ProcessReport faulted_in_tick_2 = {State::kFaulted, {}, 3};
  EXPECT_EQ(Alone({}), (ProcessReport{State::kFaulted, {}, 1})) << "an empty program";
  EXPECT_EQ(Alone(Steps("cc")), faulted_in_tick_2) << "over the end";
  for (const int target : {2, -1, INT_MAX, INT_MIN}) {
    const Program jumps = {{Op::kLoad, 1, 1}, {Op::kJnz, 1, target}};
    EXPECT_EQ(Alone(jumps), faulted_in_tick_2) << "a jump to " << target;
  }
  EXPECT_EQ(Alone(Steps("0")), (ProcessReport{State::kFaulted, {}, 2})) << "over the end";
}

GRADED_TEST(TimeSharing, AFaultLeavesTheOthersAlone, 1) {
  const std::vector<Program> programs = {
      CountDown(3, 2, 0), Steps("cf"), CountDown(2, 7, 0), {{Op::kLoad, 0, 9}, {Op::kPut, 0, 64}}};
  for (const Config& config : {kToCompletion, RoundRobin(1), RoundRobin(3, 2)}) {
    const Report report = RunOf(config, programs);
    EXPECT_EQ(StatesOf(report),
              (std::vector{State::kHalted, State::kFaulted, State::kHalted, State::kFaulted}));
    EXPECT_EQ(OutputOf(report, 1), (Words{2, 2, 4, 1, 6, 0}));
    EXPECT_EQ(OutputOf(report, 3), (Words{7, 1, 14, 0}));
  }
}

GRADED_TEST(TimeSharing, EachProcessHasItsRegistersPcAndMemoryForItself, 2) {
  const std::vector<Program> programs = {CountDown(5, 3, 9), CountDown(3, 10, 9),
                                         CountDown(1, 100, 9), CountDown(6, -1, 9)};
  for (int quantum = 1; quantum <= 40; ++quantum) {
    const Report report = RunOf(RoundRobin(quantum, quantum % 3), programs);
    for (std::size_t pid = 1; pid <= programs.size(); ++pid) {
      EXPECT_EQ(OutputOf(report, pid), Alone(programs[pid - 1]).output)
          << "process " << pid << " prints this alone, but not with a quantum of " << quantum;
    }
  }
}

GRADED_TEST(TimeSharing, WhoWaitsKeepsItsRegistersToo, 1) {
  const auto program = [](int n) {
    return Program{
        {Op::kLoad, 0, n}, {Op::kPut, 0, 5}, Io(2), Out(0), {Op::kAdd, 0, 0}, Io(0), Out(0),
        {Op::kGet, 1, 5},  Out(1),           kEnd};
  };
  for (const Config& config : {kToCompletion, RoundRobin(100), RoundRobin(2, 1)}) {
    const Report report = RunOf(config, {program(1), program(20), program(300)});
    EXPECT_EQ(OutputOf(report, 1), (Words{1, 2, 1}));
    EXPECT_EQ(OutputOf(report, 2), (Words{20, 40, 20}));
    EXPECT_EQ(OutputOf(report, 3), (Words{300, 600, 300}));
  }
}

GRADED_TEST(TimeSharing, TheExamplesOfTheLesson, 1) {
  const std::vector<std::string> programs = {"c2ch", "ccch"};
  const auto costing = [](int ticks) {
    return Config{.policy = Policy::kRunToCompletion, .switch_cost = ticks};
  };
  EXPECT_EQ(Line(costing(1), programs), "11..11b2222");
  EXPECT_EQ(Line(RoundRobin(2, 1), programs), "11b22a11b22");
  EXPECT_EQ(Line(costing(0), programs).size(), 10u);
  EXPECT_EQ(Line(RoundRobin(2, 0), programs).size(), 8u);
  EXPECT_EQ(Line(costing(2), programs).size(), 12u);
  EXPECT_EQ(Line(RoundRobin(2, 2), programs).size(), 14u);
}

GRADED_TEST(TimeSharing, RoundRobinGoesRoundInTheOrderOfLoading, 1) {
  EXPECT_EQ(Line(RoundRobin(1), {"ccch", "ch", "cch"}), "123123131");
  EXPECT_EQ(Line(RoundRobin(2), {"ccch", "ch", "cch"}), "112233113");
  EXPECT_EQ(Line(RoundRobin(99), {"ccch", "ch", "cch"}), "111122333");
}

GRADED_TEST(TimeSharing, RunToCompletionKnowsNoQuantumAndWaitsWithTheProcess, 1) {
  const Config config = {.policy = Policy::kRunToCompletion, .quantum = 1, .switch_cost = 2};
  EXPECT_EQ(Line(config, {"ccch", "c1h", "0h"}), "1111bb22.2cc33");
  EXPECT_EQ(Line(config, {"3f", "h"}), "1...1bb2");
  const Report report = RunOf(config, std::vector<std::string>{"ccch", "c1h", "0h"});
  ASSERT_EQ(report.processes.size(), 3u);
  EXPECT_EQ(report.processes[0].end, 4u);
  EXPECT_EQ(report.processes[1].end, 10u);
  EXPECT_EQ(report.processes[2].end, 14u);
  EXPECT_DOUBLE_EQ(report.utilisation(), 9.0 / 14);
}

GRADED_TEST(TimeSharing, WhoIsAloneGoesOnAfterItsQuantum, 1) {
  EXPECT_EQ(Line(RoundRobin(1, 3), {"cccch"}), "11111");
  EXPECT_EQ(Line(RoundRobin(2, 1), {"h", "ccccch"}), "1b222222");
  EXPECT_EQ(Line(RoundRobin(3), {"cccccccccch", "4ch"}), "11121111112211")
      << "who becomes ready waits for the end of the new quantum";
}

GRADED_TEST(TimeSharing, EveryPlacingBringsAWholeQuantum, 1) {
  EXPECT_EQ(Line(RoundRobin(3), {"1cccch", "cccccch"}), "1222111222112") << "after a wait";
  EXPECT_EQ(Line(RoundRobin(3), {"ch", "cccch", "ccch"}), "11222333223") << "after an end";
  EXPECT_EQ(Line(RoundRobin(2), {"c", "ccch", "f", "cch"}), "1122344224") << "after a fault";
  EXPECT_EQ(Line(RoundRobin(3), {"cc1cccch", "cccch"}), "1112221112211");
}

GRADED_TEST(TimeSharing, OnlyInstructionsUseUpTheQuantum, 1) {
  EXPECT_EQ(Line(RoundRobin(2, 3), {"ccch", "ccch"}), "11bbb22aaa11bbb22");
  EXPECT_EQ(Line(RoundRobin(1, 1), {"ch", "ch"}), "1b2a1b2");
  EXPECT_EQ(Line(RoundRobin(9, 2), {"h", "3h", "5h"}), "1bb2cc3bb2..cc3");
}

GRADED_TEST(TimeSharing, OnlyAnotherProcessCostsASwitch, 2) {
  EXPECT_EQ(Line(RoundRobin(3, 2), {"c3ch"}), "11...11") << "it was the last on the CPU";
  EXPECT_EQ(Line(RoundRobin(3, 2), {"c5ch", "c3ch"}), "11bb22.aa11bb22");
  EXPECT_EQ(Line(RoundRobin(2, 2), {"9h", "4h"}), "1bb2....2.aa1");
  EXPECT_EQ(Line(RoundRobin(1, 1), {"c0h"}), "111") << "it queues, and is the first";
}

GRADED_TEST(TimeSharing, WhoseIoEndsIsQueuedBeforeThePreempted, 1) {
  EXPECT_EQ(Line(RoundRobin(3), {"1h", "cccch"}), "1222122");
  EXPECT_EQ(Line(RoundRobin(3), {"3h", "cccch"}), "1222122") << "at the same moment";
  EXPECT_EQ(Line(RoundRobin(3), {"4h", "cccch"}), "1222221") << "a moment later";
}

GRADED_TEST(TimeSharing, WhoseIoEndsTogetherIsQueuedByPid, 1) {
  EXPECT_EQ(Line(RoundRobin(1), {"4h", "3h", "2h", "cccch"}), "12344123444");
  EXPECT_EQ(Line(RoundRobin(1), {"c2h", "4h", "cccch"}), "1231331233") << "though 2 began before 1";
  EXPECT_EQ(Line(RoundRobin(2), {"c4h", "3h"}), "112...12") << "nor does it matter to an idle CPU";
}

GRADED_TEST(TimeSharing, EachWaitsForADeviceOfItsOwn, 1) {
  EXPECT_EQ(Line(RoundRobin(5), {"9h", "9h", "9h"}), "123.......123");
  EXPECT_EQ(Line(RoundRobin(1), {"7h", "6h", "5h", "4h", "3h", "h"}), "123456..12345");
  EXPECT_EQ(Line(RoundRobin(2), {"9h", "cccch"}), "122222....1");
  EXPECT_EQ(Line(RoundRobin(1), {"5h", "ch", "ch"}), "12323.1");
  EXPECT_EQ(Line(RoundRobin(1), {"1h", "h"}), "121");
  EXPECT_EQ(Line(RoundRobin(1), {"2h", "h"}), "12.1");
  EXPECT_EQ(Line(RoundRobin(2), {"333h"}), "1...1...1...1");
}

GRADED_TEST(TimeSharing, IoGoesOnWhileTheCpuSwitches, 1) {
  EXPECT_EQ(Line(RoundRobin(2, 3), {"c1ch", "ccch"}), "11bbb22aaa11bbb22");
  EXPECT_EQ(Line(RoundRobin(1, 4), {"3h", "2h"}), "1bbbb2aaaa1bbbb2");
  EXPECT_EQ(Line(RoundRobin(2, 2), {"4h", "1h", "h"}), "1bb2cc3aa1bb2");
}

GRADED_TEST(TimeSharing, AnIoOfNoTicksGoesThroughTheQueue, 1) {
  EXPECT_EQ(Line(RoundRobin(3), {"0ch", "cch"}), "122211");
  EXPECT_EQ(Line(RoundRobin(2, 1), {"0h", "0h"}), "1b2a1b2");
  EXPECT_EQ(Line(RoundRobin(3, 1), {"00ch"}), "1111");
  EXPECT_EQ(Line(kToCompletion, {"00ch", "ch"}), "111122") << "it has the CPU until it ends";
}

// One letter for each max_ticks: 0, 1, 2, ... up to the end.
std::string StatesOf(const Config& config, const std::vector<std::string>& programs,
                     std::size_t pid) {
  const std::string whole = Line(config, programs);
  std::string states;
  for (std::uint64_t ticks = 0; ticks <= whole.size(); ++ticks) {
    const Report report = RunOf(config, programs, ticks);
    EXPECT_EQ(Drawn(report), whole.substr(0, ticks)) << "max_ticks is " << ticks;
    if (report.processes.size() < pid) return states;
    states += "rRbHF"[static_cast<std::size_t>(report.processes[pid - 1].state) % 5];
  }
  return states;
}

GRADED_TEST(TimeSharing, AtMaxTicksItTellsWhereEverybodyIs, 2) {
  const std::vector<std::string> sharing = {"c3ch", "ccch"};  // 11bb22aa11bb22
  EXPECT_EQ(StatesOf(RoundRobin(2, 2), sharing, 1), "rRbbbrrRRRHHHHH");
  EXPECT_EQ(StatesOf(RoundRobin(2, 2), sharing, 2), "rrrRRRRrrrrRRRH");
  const std::vector<std::string> no_ticks = {"0h", "1h", "f"};  // 12312
  EXPECT_EQ(StatesOf(RoundRobin(1), no_ticks, 1), "rrrrHH");
  EXPECT_EQ(StatesOf(RoundRobin(1), no_ticks, 2), "rrbrrH");
  EXPECT_EQ(StatesOf(RoundRobin(1), no_ticks, 3), "rrrFFF");
  const std::vector<std::string> waits = {"c2ch", "ch"};  // 11..11bb22
  EXPECT_EQ(StatesOf({Policy::kRunToCompletion, 1, 2}, waits, 1), "rRbbRRHHHHH");
  EXPECT_EQ(StatesOf({Policy::kRunToCompletion, 1, 2}, waits, 2), "rrrrrrrRRRH");
  EXPECT_EQ(StatesOf(RoundRobin(3), {"ccch"}, 1), "rRRRH");
}

GRADED_TEST(TimeSharing, EndsAreTheTicksThatHadPassed, 1) {
  const Report report =
      RunOf(RoundRobin(2, 2), std::vector<std::string>{"c3ch", "ccch", "99h"}, 16);
  ASSERT_EQ(report.processes.size(), 3u);  // 11bb22cc3aa11bb22, and then 3 waits twice
  EXPECT_EQ(report.processes[0].end, 13u);
  EXPECT_EQ(report.processes[1].end, std::nullopt) << "its last tick would be the 17th";
  EXPECT_EQ(report.processes[2].end, std::nullopt);
}

GRADED_TEST(TimeSharing, NothingToRunTakesNoTime, 1) {
  EXPECT_EQ(RunOf(RoundRobin(1), std::vector<Program>{}), Report{});
  EXPECT_EQ(RunOf(RoundRobin(1), std::vector<Program>{}).utilisation(), 0.0);
  const Report none = RunOf(kToCompletion, std::vector<std::string>{"ch"}, 0);
  EXPECT_EQ(none.total(), 0u);
  EXPECT_TRUE(none.timeline.empty());
  EXPECT_EQ(StatesOf(none), std::vector{State::kReady});
}

GRADED_TEST(TimeSharing, EveryRunBeginsFromTheBeginning, 1) {
  Machine machine(RoundRobin(2, 1));
  EXPECT_EQ(machine.Load(CountDown(2, 3, 0)), 1);
  EXPECT_EQ(machine.Load(Steps("c2c")), 2);
  const Report first = machine.Run(7);
  const Report whole = machine.Run(kLong);
  EXPECT_EQ(machine.Run(7), first);
  EXPECT_EQ(machine.Run(UINT64_MAX), whole);
  for (std::uint64_t stop = 1; stop < 12; ++stop) {
    machine.Run(stop);
    EXPECT_EQ(machine.Run(kLong), whole) << "the run before it was over after " << stop << " ticks";
  }
  EXPECT_EQ(whole, RunOf(RoundRobin(2, 1), std::vector{CountDown(2, 3, 0), Steps("c2c")}));
  EXPECT_EQ(machine.Load(Steps("0ch")), 3) << "a process may be added between two runs";
  EXPECT_EQ(machine.Run(kLong),
            RunOf(RoundRobin(2, 1), std::vector{CountDown(2, 3, 0), Steps("c2c"), Steps("0ch")}));
  Machine one(RoundRobin(1));
  Machine other(kToCompletion);
  EXPECT_EQ(one.Load(CountDown(2, 3, 0)), 1);
  EXPECT_EQ(other.Load(CountDown(1, 9, 0)), 1);
  EXPECT_EQ(OutputOf(one.Run(kLong), 1), (Words{3, 1, 6, 0}));
  EXPECT_EQ(OutputOf(other.Run(kLong), 1), (Words{9, 0}));
}

GRADED_TEST(TimeSharing, RefusesConfigurationsThatMakeNoSense, 1) {
  for (const Policy policy : {Policy::kRunToCompletion, Policy::kRoundRobin}) {
    EXPECT_THROW(Machine({policy, 0, 0}), std::invalid_argument) << "no quantum";
    EXPECT_THROW(Machine({policy, INT_MIN, 0}), std::invalid_argument);
    EXPECT_THROW(Machine({policy, 1, -1}), std::invalid_argument) << "a switch that gives time";
    EXPECT_NO_THROW(Machine({policy, 1, 0}));
    EXPECT_NO_THROW(Machine({policy, INT_MAX, INT_MAX}));
  }
  EXPECT_THROW(Machine({Policy(2), 1, 0}), std::invalid_argument);
  EXPECT_THROW(Machine({Policy(-1), 1, 0}), std::invalid_argument);
}

GRADED_TEST(TimeSharing, GreatNumbersAreNumbersLikeOthers, 1) {
  const Program waits = {Io(INT_MAX), kEnd};
  for (const Config& config : {kToCompletion, RoundRobin(INT_MAX, INT_MAX)}) {
    const Report report = RunOf(config, {waits, Steps("ch")}, 1000);
    EXPECT_EQ(report.total(), 1000u);
    EXPECT_EQ(report.busy, 1u);
    EXPECT_EQ(report.timeline.size(), 2u);
    EXPECT_EQ(StatesOf(report)[0], State::kBlocked);
  }
}

GRADED_TEST(TimeSharing, ManyTicksTakeTimeInProportion, 1) {
  const Program for_ever = {{Op::kLoad, 0, 1}, {Op::kJnz, 0, 0}};
  const Report report = RunOf(RoundRobin(1), {for_ever, {Io(90'000), kEnd}, for_ever}, 100'000);
  EXPECT_EQ(report.busy, 100'000u);
  EXPECT_EQ(StatesOf(report), (std::vector{State::kReady, State::kHalted, State::kRunning}));
  EXPECT_EQ(report.timeline.size(), 100'000u);
}

// The rules once more: only who uses the CPU when. Every process is looked at in every tick.
class Rules {
 public:
  Rules(const Config& config, const std::vector<std::string>& programs)
      : config_(config), programs_(programs), next_(programs.size()), wakes_(programs.size()) {
    for (std::size_t i = 0; i < programs.size(); ++i) queue_.push_back(i);
  }

  // As drawn above.
  std::string Line() {
    while (ended_ < programs_.size()) {
      if (InTurns()) QueueTheWoken();
      if (InTurns() && on_ >= 0 && left_ == 0) UseUp();
      if (on_ < 0 && !queue_.empty()) Place();
      line_ += Tick();
    }
    return line_;
  }

 private:
  bool InTurns() const { return config_.policy == Policy::kRoundRobin; }

  void QueueTheWoken() {
    for (std::size_t i = 0; i < wakes_.size(); ++i) {
      if (wakes_[i] != 0 && wakes_[i] == line_.size()) queue_.push_back(i);
    }
  }

  void UseUp() {
    left_ = config_.quantum;
    if (queue_.empty()) return;
    queue_.push_back(static_cast<std::size_t>(on_));
    on_ = -1;
  }

  void Place() {
    on_ = static_cast<int>(queue_.front());
    queue_.erase(queue_.begin());
    left_ = config_.quantum;
    cost_ = last_ < 0 || last_ == on_ ? 0 : config_.switch_cost;
    last_ = on_;
  }

  char Tick() {
    const auto i = static_cast<std::size_t>(on_);
    if (on_ < 0 || wakes_[i] > line_.size()) return '.';
    if (cost_ > 0) return --cost_, static_cast<char>('a' + on_);
    const char sign = static_cast<char>('1' + on_);
    const std::string& steps = programs_[i];
    const char step = next_[i] < steps.size() ? steps[next_[i]] : 'f';
    ++next_[i];
    --left_;
    const bool waits = step >= '0' && step <= '9';
    if (waits) wakes_[i] = line_.size() + static_cast<std::size_t>(step - '0') + 1;
    const bool ends = step == 'h' || step == 'f';
    if (ends) ++ended_;
    if (ends || (waits && InTurns())) on_ = -1;
    return sign;
  }

  Config config_;
  std::vector<std::string> programs_;
  std::vector<std::size_t> next_;   // the step of each process
  std::vector<std::size_t> wakes_;  // in which tick its IO is over; 0: it has not had any
  std::vector<std::size_t> queue_ = {};
  std::string line_ = {};
  int on_ = -1;
  int last_ = -1;
  int left_ = 0;
  int cost_ = 0;
  std::size_t ended_ = 0;
};

std::string RandomSteps(std::mt19937& random) {
  std::string steps;
  for (auto length = random() % 9; length > 0; --length) {
    steps += "ccccc01234"[random() % 10];
  }
  return steps + (random() % 5 == 0 ? "f" : "h");
}

GRADED_TEST(TimeSharing, AnyProgramsRunAsTheRulesSay, 2) {
  std::mt19937 random(1);
  for (int round = 0; round < 200 && !::testing::Test::HasFailure(); ++round) {
    const Config config = {random() % 4 == 0 ? Policy::kRunToCompletion : Policy::kRoundRobin,
                           static_cast<int>(random() % 4) + 1, static_cast<int>(random() % 3)};
    std::vector<std::string> programs;
    for (auto left = 2 + random() % 4; left > 0; --left) programs.push_back(RandomSteps(random));
    EXPECT_EQ(Line(config, programs), Rules(config, programs).Line())
        << "quantum " << config.quantum << ", switch cost " << config.switch_cost << ", programs "
        << ::testing::PrintToString(programs);
  }
}

}  // namespace
