#include "speedup.h"

#include <chrono>
#include <cstddef>
#include <vector>

#include "checker/testing/workbook_test.h"

// The figures are those of the lesson's table, a hundredth of each: so few slices make no
// difference to what adds up and what overlaps.

namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::nanoseconds;
using Tasks = std::vector<Task>;

constexpr Backend kAll[] = {Backend::kGilThreads, Backend::kFreeThreads, Backend::kProcesses};

const char* NameOf(Backend backend) {
  if (backend == Backend::kGilThreads) return "GIL threads";
  return backend == Backend::kFreeThreads ? "free threads" : "processes";
}

Step Cpu(nanoseconds cost) { return {Kind::kCpu, cost}; }
Step Io(nanoseconds cost) { return {Kind::kIo, cost}; }

Tasks Times(std::size_t count, const Task& task) { return Tasks(count, task); }

Tasks operator+(Tasks tasks, const Tasks& more) {
  tasks.insert(tasks.end(), more.begin(), more.end());
  return tasks;
}

// A hundredth of what starts cost, rounded; the interval and the cost of a switch as they are.
Costs SmallStarts() { return {.thread_start = 3us, .process_start = 48us}; }

// The same with a long interval, where nothing depends on it.
Costs FewSlices() { return {.thread_start = 3us, .process_start = 48us, .interval = 50ms}; }

// `start` for threads and for processes.
Costs StartsOf(microseconds start) { return {.thread_start = start, .process_start = start}; }

Report RunOn(int cores, Backend backend, const Tasks& tasks, const Costs& costs = SmallStarts()) {
  Machine machine(cores);
  Report report = ::Run(backend, tasks, machine, costs);
  EXPECT_EQ(report.finished.size(), tasks.size()) << "one time for each task";
  report.finished.resize(tasks.size());
  for (const nanoseconds finished : report.finished) {
    EXPECT_GE(report.elapsed, finished) << "a task was still at work when the clock was read";
  }
  if (backend == Backend::kFreeThreads) EXPECT_EQ(report.switches, 0u) << "there is no GIL";
  return report;
}

double InMs(nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

// To 2 %; without the explorer the machine may be slow.
void ExpectMs(nanoseconds time, double expected, const char* what) {
  EXPECT_GE(InMs(time), expected * 0.98 - 0.001) << what;
  if (checker::Controlled()) EXPECT_LE(InMs(time), expected * 1.02 + 0.001) << what;
}

struct Row {
  double gil_threads, free_threads, processes;  // ms
};

// A row of the table: what is elapsed, in ms, on so many cores.
void ExpectElapsed(int cores, const Tasks& tasks, const Row& row, const Costs& costs) {
  const double expected[] = {row.gil_threads, row.free_threads, row.processes};
  for (int i = 0; i < 3; ++i) {
    ExpectMs(RunOn(cores, kAll[i], tasks, costs).elapsed, expected[i], NameOf(kAll[i]));
  }
}

GRADED_TEST(Speedup, NoTasksTakeNoTime, 1) {
  for (const Backend backend : kAll) {
    const Report report = RunOn(4, backend, {});
    EXPECT_TRUE(report.finished.empty());
    if (checker::Controlled()) EXPECT_EQ(report.elapsed, 0ns) << NameOf(backend);
    EXPECT_EQ(report.switches, 0u);
  }
}

GRADED_TEST(Speedup, AStartCostsWhatTheCostsSay, 1) {
  ExpectElapsed(4, {Task{}}, {0.252, 0.252, 4.788}, Costs());
  ExpectElapsed(4, {Task{}}, {7, 7, 11}, {.thread_start = 7ms, .process_start = 11ms});
}

GRADED_TEST(Speedup, OneTaskTakesWhatItsStepsCost, 1) {
  const Tasks tasks = {{Cpu(12ms), Io(30ms), Io(5ms), Cpu(4ms), Cpu(9ms)}};
  for (const Backend backend : kAll) {
    const Report report = RunOn(1, backend, tasks);
    ExpectMs(report.elapsed, 60, NameOf(backend));
    ExpectMs(report.finished[0], 60, NameOf(backend));
    EXPECT_EQ(report.switches, 0u) << "nobody else ever held the GIL";
  }
}

GRADED_TEST(Speedup, ComputingAddsUpUnderOneGil, 2) {
  ExpectElapsed(4, Times(4, {Cpu(100ms)}), {400, 100, 100}, FewSlices());
}

GRADED_TEST(Speedup, OnOneCoreNobodyGains, 1) {
  ExpectElapsed(1, Times(4, {Cpu(100ms)}), {400, 400, 400}, FewSlices());
}

GRADED_TEST(Speedup, WaitingOverlapsEverywhere, 2) {
  ExpectElapsed(4, Times(4, {Io(100ms)}), {100, 100, 100}, SmallStarts());
  ExpectElapsed(1, Times(4, {Io(100ms)}), {100, 100, 100}, SmallStarts());
}

GRADED_TEST(Speedup, TwoThatComputeBesideTwoThatWait, 1) {
  // Those that wait come first: the GIL may let others wait for their beginning for long.
  const Tasks tasks = Times(2, {Io(100ms)}) + Times(2, {Cpu(100ms)});
  ExpectElapsed(4, tasks, {200, 100, 100}, SmallStarts());
}

GRADED_TEST(Speedup, TwelveThatComputeOnFourCores, 1) {
  ExpectElapsed(4, Times(12, {Cpu(4750us)}), {57.0, 14.3, 14.4}, SmallStarts());
}

GRADED_TEST(Speedup, ManyThatWaitPayForTheirStarts, 2) {
  // 4000 in the lesson; here 20, with starts that are 200 times as dear.
  const Costs costs = {.thread_start = 50400us, .process_start = 957600us};
  ExpectElapsed(4, Times(20, {Io(2s)}), {3010, 3010, 21150}, costs);
}

GRADED_TEST(Speedup, SwitchesCostTime, 2) {
  Costs costs = SmallStarts();
  costs.switch_cost = 217500ns;
  const Tasks tasks = Times(2, {Cpu(43100us)});
  const Report report = RunOn(4, Backend::kGilThreads, tasks, costs);
  // A switch for each interval gives the 90.0 of the table; a Gil may let a slice be twice as long.
  EXPECT_GE(report.switches, 7u) << "86.2 ms of computing, at most 11 ms between two switches";
  EXPECT_LE(report.switches, 18u) << "86.2 ms of computing, at least 5 ms between two switches";
  const double of_switches = 0.2175 * static_cast<double>(report.switches);
  EXPECT_NEAR(InMs(report.elapsed), 86.2 + of_switches, 0.2) << "each switch costs 0.2175 ms";
  ExpectMs(RunOn(4, Backend::kFreeThreads, tasks, costs).elapsed, 43.1, "free threads");
  ExpectMs(RunOn(4, Backend::kProcesses, tasks, costs).elapsed, 43.2, "processes");
}

// After each of its waits the IO task waits for the GIL: for one interval until it asks, and then
// until the slice is over, a fifth of the interval at the most.
void ExpectConvoy(const Tasks& tasks, double shortest_ms, double longest_ms, double alone_ms,
                  const Costs& costs) {
  const Report report = RunOn(4, Backend::kGilThreads, tasks, costs);
  EXPECT_GE(InMs(report.finished[0]), shortest_ms * 0.98) << "the neighbour let go unasked";
  EXPECT_LE(InMs(report.finished[0]), longest_ms * 1.02) << "the neighbour was asked and burnt on";
  EXPECT_GE(report.switches, 2 * tasks[0].size()) << "each wait ends with two switches";
  for (const Backend other : {Backend::kFreeThreads, Backend::kProcesses}) {
    ExpectMs(RunOn(4, other, tasks, costs).finished[0], alone_ms, NameOf(other));
  }
}

GRADED_TEST(Speedup, AShortTaskWaitsForItsNeighbour, 2) {
  ExpectConvoy({Task(10, Io(1ms)), {Cpu(100ms)}}, 60, 70, 10, SmallStarts());
}

GRADED_TEST(Speedup, ManySmallStepsAreHandedOnBetween, 1) {
  ExpectConvoy({Task(10, Io(1ms)), Task(200, Cpu(500us))}, 60, 70, 10, SmallStarts());
}

GRADED_TEST(Speedup, TheIntervalIsThatOfTheCosts, 1) {
  Costs costs = SmallStarts();
  costs.interval = 20ms;
  ExpectConvoy({Task(5, Io(1ms)), {Cpu(150ms)}}, 105, 125, 5, costs);
  costs.interval = 500us;
  ExpectConvoy({Task(10, Io(1ms)), {Cpu(20ms)}}, 15, 16, 10, costs);
}

// The interval is so long that nobody is asked: who has the GIL keeps it up to its next wait.
GRADED_TEST(Speedup, AWaitLetsTheGilGoInTheMiddleOfATask, 1) {
  Costs costs = StartsOf(100us);
  costs.interval = 1s;
  const Tasks tasks = Times(2, {Cpu(10ms), Io(20ms), Cpu(10ms)});
  const Report report = RunOn(4, Backend::kGilThreads, tasks, costs);
  ExpectMs(report.finished[0], 40.1, "computes 10 ms, waits 20 ms, computes 10 ms");
  ExpectMs(report.finished[1], 50.1, "does the same 10 ms later");
  ExpectMs(report.elapsed, 50.1, "both");
  EXPECT_EQ(report.switches, 3u);
}

GRADED_TEST(Speedup, EachTaskHasItsOwnTime, 1) {
  const Tasks tasks = {{Io(30ms)}, {Io(10ms), Cpu(10ms)}, {Cpu(10ms)}};
  for (const Backend backend : kAll) {
    const Report report = RunOn(4, backend, tasks, StartsOf(1ms));
    ExpectMs(report.finished[0], 31, NameOf(backend));
    if (backend != Backend::kGilThreads) ExpectMs(report.finished[1], 22, NameOf(backend));
    ExpectMs(report.finished[2], 13, NameOf(backend));
    ExpectMs(report.elapsed, 31, NameOf(backend));
  }
}

GRADED_TEST(Speedup, TheCallerPaysForTheStartsOneByOne, 1) {
  for (const Backend backend : kAll) {
    const Report report = RunOn(4, backend, Times(4, {Io(5ms)}), StartsOf(10ms));
    for (int i = 0; i < 4; ++i) ExpectMs(report.finished[i], 10 * (i + 1) + 5, NameOf(backend));
    ExpectMs(report.elapsed, 45, NameOf(backend));
  }
}

GRADED_TEST(Speedup, AStartNeedsNoCoreAndNoGil, 1) {
  const Tasks tasks = {{Cpu(100ms)}, {Io(5ms)}};
  for (const Backend backend : {Backend::kFreeThreads, Backend::kProcesses}) {
    const Report report = RunOn(1, backend, tasks, StartsOf(10ms));
    ExpectMs(report.finished[1], 25, NameOf(backend));
    ExpectMs(report.finished[0], 110, NameOf(backend));
  }
  Costs costs = StartsOf(10ms);
  costs.interval = 1s;
  // The GIL is free at 30 ms: the second task is there by then.
  const Report report = RunOn(4, Backend::kGilThreads, {{Cpu(20ms)}, {Io(5ms)}}, costs);
  ExpectMs(report.finished[1], 35, "started while the first one has the GIL");
}

GRADED_TEST(Speedup, WhoTakesTheGilFromAnotherPaysForTheSwitch, 2) {
  Costs costs = StartsOf(1ms);
  costs.interval = 1s;
  costs.switch_cost = 10ms;
  // Each comes while the one before it has the GIL.
  Report report = RunOn(4, Backend::kGilThreads, Times(3, {Cpu(5ms)}), costs);
  ExpectMs(report.elapsed, 36, "three times 5 ms, and two switches one after the other");
  EXPECT_EQ(report.switches, 2u);
  // The second one runs while the first one waits: 2 + 10 + 1, then 31 + 10 + 5.
  report = RunOn(4, Backend::kGilThreads, {{Io(30ms), Cpu(5ms)}, {Cpu(1ms)}}, costs);
  ExpectMs(report.finished[1], 13, "the first one had the GIL before");
  ExpectMs(report.finished[0], 46, "the second one had the GIL in between");
  EXPECT_EQ(report.switches, 2u);
}

GRADED_TEST(Speedup, WhoTakesItAgainPaysNothing, 1) {
  Costs costs = StartsOf(1ms);
  costs.switch_cost = 10ms;
  const Task task = {Io(5ms), Cpu(5ms), Io(5ms), Cpu(5ms)};
  for (const Backend backend : kAll) {
    ExpectMs(RunOn(4, backend, {task}, costs).elapsed, 21, NameOf(backend));
  }
  const Report report = RunOn(4, Backend::kProcesses, Times(3, task), costs);
  ExpectMs(report.elapsed, 23, "processes share no GIL");
  EXPECT_EQ(report.switches, 0u) << "processes share no GIL";
}

GRADED_TEST(Speedup, ASecondRunIsLikeTheFirst, 1) {
  const Tasks tasks = {{Io(5ms)}, {Cpu(5ms)}, {Cpu(5ms)}};
  Machine machine(4);
  for (const Backend backend : kAll) {
    const double expected = backend == Backend::kGilThreads ? 10.2 : 5.3;
    for (int i = 0; i < 2; ++i) {
      const Report report = ::Run(backend, tasks, machine, StartsOf(100us));
      ExpectMs(report.elapsed, expected, NameOf(backend));
    }
  }
}

GRADED_TEST(Speedup, TwoRunsOnTwoMachinesDoNotMeet, 1) {
  for (const Backend backend : kAll) {
    checker::RunTogether(2, [&](int) {
      const Report report = RunOn(4, backend, Times(2, {Cpu(10ms)}), StartsOf(0us));
      ExpectMs(report.elapsed, backend == Backend::kGilThreads ? 20 : 10, NameOf(backend));
    });
  }
}

}  // namespace
