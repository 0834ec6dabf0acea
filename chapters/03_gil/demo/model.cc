// The two counters in the model's time: the learner's Run on the learner's Gil, with the figures of
// the source lessons. It runs under the schedule explorer, whose clock is virtual, so the times are
// the same on every machine. Writes a line "NAME SECONDS" for each way into the file it is given.
#include <chrono>
#include <fstream>

#include "speedup.h"

namespace {

using namespace std::chrono_literals;

constexpr auto kOneCounter = 4310ms;  // half of the lessons' 8.62 s
constexpr int kCores = 4;

double Seconds(Backend backend, int counters) {
  Machine machine(kCores);
  Costs costs;
  costs.switch_cost = 217'500ns;
  const std::vector<Task> tasks(counters, {{Kind::kCpu, kOneCounter}});
  return std::chrono::duration<double>(Run(backend, tasks, machine, costs).elapsed).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ofstream out(argv[1]);
  out << "serial " << 2 * Seconds(Backend::kFreeThreads, 1) << '\n'
      << "gil " << Seconds(Backend::kGilThreads, 2) << '\n'
      << "free " << Seconds(Backend::kFreeThreads, 2) << '\n'
      << "processes " << Seconds(Backend::kProcesses, 2) << '\n';
  return out.flush() ? 0 : 2;
}
