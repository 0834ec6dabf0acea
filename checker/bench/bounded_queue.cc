// What the explorer's benchmark runs: the bounded queue that every text on threads has, and a loop
// of locks that is nothing but scheduling points.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  void Put(int item) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return items_.size() < capacity_; });
    items_.push_back(item);
    not_empty_.notify_one();
  }

  int Get() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable not_full_, not_empty_;
  std::deque<int> items_;
};

TEST(Bench, BoundedQueueWithThreeWorkers) {
  BoundedQueue queue(2);
  int sum = 0;
  std::thread first([&] {
    for (int i = 0; i < 4; ++i) queue.Put(1);
  });
  std::thread second([&] {
    for (int i = 0; i < 4; ++i) queue.Put(10);
  });
  std::thread getter([&] {
    for (int i = 0; i < 8; ++i) sum += queue.Get();
  });
  first.join();
  second.join();
  getter.join();
  EXPECT_EQ(sum, 44);
}

// Each thread has a mutex of its own: the same work in every schedule.
TEST(Bench, TwoThreadsLock) {
  constexpr int kTimes = 1000;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([] {
      std::mutex mutex;
      for (int time = 0; time < kTimes; ++time) std::lock_guard lock(mutex);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
