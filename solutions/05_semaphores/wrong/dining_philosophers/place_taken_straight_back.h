// WRONG: the doorman keeps no queue: a place that gets free is for whoever asks first.
// The one who has just eaten asks before the one who waits has woken up, meal after meal.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "fair_fork.h"

class Doorman {
 public:
  explicit Doorman(long places) : free_(places) {}

  void acquire() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return free_ > 0; });
    --free_;
  }
  void release() {
    std::lock_guard lock(mutex_);
    ++free_;
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  long free_;  // guarded by mutex_
};

class Table {
 public:
  explicit Table(int seats) : seats_(AtLeastTwo(seats)), doorman_(seats - 1), forks_(seats) {}

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    const Held place(doorman_);
    const Held left(forks_[seat]);
    const Held right(forks_[(seat + 1) % seats_]);
    eat();
  }

 private:
  template <class Thing>
  struct Held {
    explicit Held(Thing& thing) : thing(thing) { thing.acquire(); }
    ~Held() { thing.release(); }
    Thing& thing;
  };

  static int AtLeastTwo(int seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    return seats;
  }

  const int seats_;
  Doorman doorman_;
  std::vector<FairFork> forks_;
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
