#include "service_ready.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr auto kNever = nanoseconds::max();  // as log_every: no lines at all

void NoLog(int) {}

// What the checker asks: answers yes to the probes from number `first_yes` on (the first is 1).
class Service {
 public:
  explicit Service(int first_yes) : first_yes_(first_yes) {}

  bool Probe() {
    EXPECT_EQ(std::this_thread::get_id(), checker_.load()) << "only the checker probes";
    return probes_.fetch_add(1, std::memory_order_relaxed) + 1 >= first_yes_;
  }
  std::function<bool()> AsProbe() {
    return [this] { return Probe(); };
  }
  int probes() const { return probes_.load(std::memory_order_relaxed); }
  void CheckedByThisThread() { checker_ = std::this_thread::get_id(); }

 private:
  const int first_yes_;
  std::atomic<int> probes_{0};
  std::atomic<std::thread::id> checker_{};
};

// Runs the checker beside the workers and ends it when the last worker is done.
void RunWithChecker(Service& service, ServiceGate& gate, std::vector<checker::Body> workers) {
  std::atomic<int> left{static_cast<int>(workers.size())};
  std::vector<checker::Body> all;
  all.push_back([&] {
    service.CheckedByThisThread();
    gate.RunChecker();
  });
  for (const checker::Body& worker : workers) {
    all.push_back([&gate, &left, worker] {
      worker();
      if (left.fetch_sub(1, std::memory_order_relaxed) == 1) gate.Cancel();
    });
  }
  checker::RunTogether(all);
}

GRADED_TEST(ServiceReady, WorkersConnectOnceTheServiceAnswersAndOnlyTheCheckerProbes, 2) {
  Service service(3);
  ServiceGate gate(service.AsProbe(), {.retry_every = 1s, .max_probes = 5}, NoLog);
  const auto start = steady_clock::now();
  const auto worker = [&](int id) {
    const auto got = gate.Connect<int>(id, [&] {
      EXPECT_EQ(service.probes(), 3) << "connected before the service had answered";
      return 10 + id;
    });
    EXPECT_EQ(got, std::optional(10 + id));
    EXPECT_GE(steady_clock::now() - start, 2s) << "the third probe is two pauses after the first";
    EXPECT_LE(steady_clock::now() - start, checker::Controlled() ? 2s + 1ms : 4s);
  };
  RunWithChecker(service, gate, {[&] { worker(0); }, [&] { worker(1); }});
}

GRADED_TEST(ServiceReady, TooManyFailuresEndItForAll, 2) {
  Service service(100);
  ServiceGate gate(service.AsProbe(), {1s, 3, kNever}, NoLog);
  const auto start = steady_clock::now();
  const auto worker = [&] {
    EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt) << "the service never answered";
  };
  RunWithChecker(service, gate, {worker, worker});
  EXPECT_EQ(service.probes(), 3);
  if (checker::Controlled()) EXPECT_LE(steady_clock::now() - start, 2s + 1ms);
  EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt) << "it is over for good";
}

GRADED_TEST(ServiceReady, CancelEndsItAtOnceAlsoInThePause, 2) {
  // As much of the pause as wakes up who only pretends to sleep.
  const nanoseconds pause = checker::Controlled() ? nanoseconds(25s) : nanoseconds(20ms);
  Service service(100);
  ServiceGate gate(service.AsProbe(), {1h, 5, kNever - 1min},
                   [](int) { ADD_FAILURE() << "the time for a line is beyond the clock's range"; });
  const auto start = steady_clock::now();
  checker::RunTogether({
      [&] {
        service.CheckedByThisThread();
        gate.RunChecker();
      },
      [&] { EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt); },
      [&] {
        checker::WorkFor(pause);
        gate.Cancel();
      },
  });
  EXPECT_LE(steady_clock::now() - start, 1min) << "the checker slept on in its pause";
  EXPECT_LE(service.probes(), 1) << "nobody asks any more when it is over";
  EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt);
}

GRADED_TEST(ServiceReady, CancelEndsItWhileTheGateIsOpen, 1) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  RunWithChecker(service, gate, {[&] { EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), 1); }});
  EXPECT_EQ(service.probes(), 1);
  EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt)
      << "the gate stood open, but it is over";
}

GRADED_TEST(ServiceReady, WhoIsInsideItsFunctionStillReturnsWhatThatGives, 1) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  RunWithChecker(service, gate, {[&] {
                   EXPECT_EQ(gate.Connect<int>(0,
                                               [&] {
                                                 gate.Cancel();
                                                 return 7;
                                               }),
                             std::optional(7));
                 }});
}

GRADED_TEST(ServiceReady, AThrowingProbeEndsItForAll, 1) {
  ServiceGate gate([]() -> bool { throw std::logic_error("no such host"); }, {1s, 2, kNever},
                   NoLog);
  checker::RunTogether({
      [&] { EXPECT_THROW(gate.RunChecker(), std::logic_error); },
      [&] { EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt); },
  });
}

GRADED_TEST(ServiceReady, ManyReportsOfOnePeriodStartOneNewRoundOfProbes, 4) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  checker::MeetingPoint both_connected(2);
  const auto worker = [&](int id) {
    int calls = 0;
    const auto connect = [&] {
      if (++calls == 1) {
        both_connected.Meet();
        throw ServiceLost();
      }
      EXPECT_EQ(service.probes(), 2) << "connected again before the service was asked again";
      return id;
    };
    EXPECT_EQ(gate.Connect<int>(id, connect), std::optional(id));
    EXPECT_EQ(calls, 2);
  };
  RunWithChecker(service, gate, {[&] { worker(0); }, [&] { worker(1); }});
  EXPECT_EQ(service.probes(), 2) << "both lost the same period: one new round is enough";
}

GRADED_TEST(ServiceReady, AReportOfAnEarlierPeriodChangesNothing, 3) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  const auto worker = [&](nanoseconds until_it_notices) {
    bool first = true;
    const auto connect = [&] {
      if (!std::exchange(first, false)) return service.probes();
      checker::WorkFor(until_it_notices);
      throw ServiceLost();
    };
    EXPECT_EQ(gate.Connect<int>(0, connect), std::optional(2)) << "the second period is still good";
  };
  RunWithChecker(service, gate, {[&] { worker(1s); }, [&] { worker(10s); }});
  EXPECT_EQ(service.probes(), 2) << "the late report was of a period that is long over";
}

GRADED_TEST(ServiceReady, AfterALossTheFailuresAreCountedAnew, 1) {
  int probes = 0;  // touched by the checker alone
  const auto only_the_second_answers = [&] { return ++probes == 2; };
  ServiceGate gate(only_the_second_answers, {1s, 2, kNever}, NoLog);
  checker::RunTogether({
      [&] { gate.RunChecker(); },
      [&] { EXPECT_EQ(gate.Connect<int>(0, []() -> int { throw ServiceLost(); }), std::nullopt); },
  });
  EXPECT_EQ(probes, 4) << "no, yes; lost; no, no: two failures in a row";
}

GRADED_TEST(ServiceReady, AWaitingWorkerLogsALineWheneverAnotherSpanHasPassed, 2) {
  Service service(4);
  std::vector<std::vector<nanoseconds>> lines(2);
  const auto start = steady_clock::now();
  const auto log = [&](int id) {
    lines.at(id).push_back(steady_clock::now() - start);
    checker::WorkFor(500ms);  // a slow line does not put off the next
  };
  ServiceGate gate(service.AsProbe(), {.retry_every = 1500ms, .max_probes = 9}, log);
  RunWithChecker(service, gate,
                 {
                     [&] { gate.Connect<int>(0, [] { return 0; }); },
                     [&] {
                       checker::WorkFor(1s);
                       gate.Connect<int>(1, [] { return 0; });
                     },
                 });
  ASSERT_EQ(lines[0].size(), 2u) << "a wait of 4.5 s has two full spans of 2 s";
  ASSERT_EQ(lines[1].size(), 1u) << "who comes a second late waits for 3.5 s";
  EXPECT_GE(lines[0][0], 2s);
  EXPECT_GE(lines[0][1], 4s);
  EXPECT_GE(lines[1][0], 3s);
  if (!checker::Controlled()) return;
  EXPECT_LE(lines[0][0], 2s + 1ms);
  EXPECT_LE(lines[0][1], 4s + 1ms);
  EXPECT_LE(lines[1][0], 3s + 1ms);
}

GRADED_TEST(ServiceReady, AfterALossTheLinesAreCountedAnew, 1) {
  int probes = 0;  // touched by the checker alone
  int lines = 0;   // touched by the one worker alone
  bool first = true;
  ServiceGate gate([&] { return ++probes % 2 == 0; }, {1500ms, 3, 1s}, [&](int) { ++lines; });
  checker::RunTogether({
      [&] { gate.RunChecker(); },
      [&] {
        gate.Connect<int>(0, [&] { return std::exchange(first, false) ? throw ServiceLost() : 1; });
        gate.Cancel();
      },
  });
  EXPECT_EQ(lines, 2) << "two waits of 1.5 s, each with one full span of 1 s";
}

GRADED_TEST(ServiceReady, ProbesLogsAndFunctionsMayOverlap, 1) {
  Service service(2);
  checker::MeetingPoint logs(2);
  checker::MeetingPoint functions(2);
  ServiceGate gate(service.AsProbe(), {3s, 2, 2s}, [&](int) { logs.Meet(); });
  const auto worker = [&](int id) {
    EXPECT_EQ(gate.Connect<int>(id,
                                [&] {
                                  functions.Meet();
                                  return id;
                                }),
              std::optional(id));
  };
  RunWithChecker(service, gate, {[&] { worker(0); }, [&] { worker(1); }});
}

GRADED_TEST(ServiceReady, ASlowProbeHoldsUpNobody, 1) {
  const auto slow = [] {
    checker::WorkFor(1h);
    return true;
  };
  const auto start = steady_clock::now();
  ServiceGate gate(slow, {1s, 2, kNever}, NoLog);
  checker::RunTogether({
      [&] { gate.RunChecker(); },
      [&] {
        EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt);
        EXPECT_LE(steady_clock::now() - start, 1min)
            << "Cancel() ends it at once for those who wait";
      },
      [&] {
        checker::WorkFor(1s);
        gate.Cancel();
      },
  });
  EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt) << "a late yes opens nothing";
}

GRADED_TEST(ServiceReady, AnotherExceptionLeavesConnectAndReportsNothing, 1) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  RunWithChecker(service, gate, {[&] {
                   EXPECT_THROW(
                       gate.Connect<int>(0, []() -> int { throw std::logic_error("mine"); }),
                       std::logic_error);
                   checker::WorkFor(10s);
                   EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::optional(1));
                 }});
  EXPECT_EQ(service.probes(), 1) << "nobody lost the service";
}

GRADED_TEST(ServiceReady, ALossAfterTheEndChangesNothing, 1) {
  Service service(1);
  ServiceGate gate(service.AsProbe(), {1s, 2, kNever}, NoLog);
  RunWithChecker(service, gate, {[&] {
                   const auto lost = [&]() -> int {
                     gate.Cancel();
                     checker::WorkFor(1s);  // the checker has gone home meanwhile
                     throw ServiceLost();
                   };
                   EXPECT_EQ(gate.Connect<int>(0, lost), std::nullopt);
                 }});
  EXPECT_EQ(gate.Connect<int>(0, [] { return 1; }), std::nullopt) << "it is over for good";
  EXPECT_EQ(service.probes(), 1);
}

}  // namespace
