// The two counters on the real machine, in real time, with the learner's Gil. Prints a line
// "NAME SECONDS" for each way.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <thread>

#include "gil.h"

namespace {

constexpr std::int64_t kBetweenPolls = 1'000;
constexpr std::int64_t kCounts = 1'000'000'000;

using Clock = std::chrono::steady_clock;

// Volatile, so that the compiler leaves the counting to the program.
void Count(const std::function<void()>& poll) {
  volatile std::int64_t number = kCounts;
  while (number > 0) {
    for (std::int64_t i = 0; i < kBetweenPolls; ++i) number = number - 1;
    poll();
  }
}

void CountFreely() {
  Count([] {});
}

void CountUnder(Gil& gil) {
  gil.Acquire();
  Count([&] {
    if (gil.drop_requested()) gil.YieldIfRequested();
  });
  gil.Release();
}

void Serial() {
  CountFreely();
  CountFreely();
}

void TwoThreads(const std::function<void()>& body) {
  std::thread first(body);
  std::thread second(body);
  first.join();
  second.join();
}

void UnderOneGil() {
  Gil gil;
  TwoThreads([&] { CountUnder(gil); });
}

void TwoProcesses() {
  for (int i = 0; i < 2; ++i) {
    if (fork() != 0) continue;
    Gil gil;
    CountUnder(gil);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
}

void Measure(const char* name, const std::function<void()>& way) {
  const auto begin = Clock::now();
  way();
  std::printf("%s %.3f\n", name, std::chrono::duration<double>(Clock::now() - begin).count());
  std::fflush(stdout);
}

}  // namespace

int main() {
  Measure("gil", UnderOneGil);
  Measure("serial", Serial);
  Measure("free", [] { TwoThreads(CountFreely); });
  Measure("processes", TwoProcesses);
}
