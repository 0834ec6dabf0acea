// A machine with a number of cores, and what threads and processes cost on it.
//
// Given, complete. It measures with the steady clock; nothing is really computed.
//
// Thread safety: Machine's methods may be called by any thread.
#ifndef CHAPTERS_03_GIL_MACHINE_H_
#define CHAPTERS_03_GIL_MACHINE_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

class Machine {
 public:
  // Throws std::invalid_argument for fewer than one core.
  explicit Machine(int cores) : cores_(cores) {
    if (cores < 1) throw std::invalid_argument("a machine has one core at the least");
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  int cores() const { return static_cast<int>(cores_); }

  // Computes for `duration`: waits for a core, first come, first served, and keeps it to the end.
  void Burn(std::chrono::nanoseconds duration) {
    if (duration <= std::chrono::nanoseconds::zero()) return;
    TakeCore();
    std::this_thread::sleep_for(duration);
    GiveCoreBack();
  }

  // Waits for `duration`, as for a disk or the network: needs no core.
  void Sleep(std::chrono::nanoseconds duration) { std::this_thread::sleep_for(duration); }

 private:
  void TakeCore() {
    std::unique_lock lock(mutex_);
    const std::int64_t mine = tickets_++;
    given_back_.wait(lock, [&] { return mine < done_ + cores_; });
  }

  void GiveCoreBack() {
    std::lock_guard lock(mutex_);
    ++done_;
    given_back_.notify_all();  // each has a ticket of its own: only one of them can go on
  }

  const std::int64_t cores_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::int64_t tickets_ = 0;  // guarded by mutex_: how many have asked for a core
  std::int64_t done_ = 0;     // guarded by mutex_: how many have given theirs back
};

// What a task does next: compute or wait.
enum class Kind { kCpu, kIo };

struct Step {
  Kind kind;
  std::chrono::nanoseconds cost;  // not negative
};

// One step after the other.
using Task = std::vector<Step>;

// What runs a task: a thread under the GIL of all, a thread without one, a process with its own.
enum class Backend { kGilThreads, kFreeThreads, kProcesses };

struct Costs {
  std::chrono::microseconds thread_start{252};
  std::chrono::microseconds process_start{4788};
  std::chrono::microseconds interval{5000};  // of every GIL
  std::chrono::nanoseconds switch_cost{0};   // of a taking that is a switch
};

struct Report {
  std::chrono::nanoseconds elapsed{};              // from the call of Run until all are joined
  std::vector<std::chrono::nanoseconds> finished;  // of each task, from the call of Run to its end
  std::uint64_t switches = 0;                      // of all GILs together
};

#endif  // CHAPTERS_03_GIL_MACHINE_H_
