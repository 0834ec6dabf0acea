// Wrong: atomic phases, all of them relaxed. They say when to speak, but nobody is sure to see what
// those who spoke before have written.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>
#include <utility>

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(workers), say_(std::move(say)) {
    if (workers < 0) throw std::invalid_argument("workers < 0");
  }

  void Boss() {
    say_(-1, Line::kOvertime);
    const auto five = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    Raise(phase_, 1);
    AtLeast(sighs_, workers_);
    std::this_thread::sleep_until(five);
    say_(-1, Line::kMayGo);
    Raise(phase_, 2);
  }

  void Worker(int id) {
    if (static_cast<unsigned>(id) >= static_cast<unsigned>(workers_))
      throw std::invalid_argument("id");
    AtLeast(phase_, 1);
    say_(id, Line::kSigh);
    const auto one = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    if (sighs_.fetch_add(1, std::memory_order_relaxed) + 1 == workers_) sighs_.notify_one();
    AtLeast(phase_, 2);
    std::this_thread::sleep_until(one);
    say_(id, Line::kOhYeah);
  }

 private:
  static void Raise(std::atomic<int>& number, int to) {
    number.store(to, std::memory_order_relaxed);
    number.notify_all();
  }
  static void AtLeast(const std::atomic<int>& number, int least) {
    for (int seen; (seen = number.load(std::memory_order_relaxed)) < least;)
      number.wait(seen, std::memory_order_relaxed);
  }

  const int workers_;
  const std::function<void(int, Line)> say_;
  std::atomic<int> phase_{0}, sighs_{0};
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
