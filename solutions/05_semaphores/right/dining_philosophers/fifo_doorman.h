// RIGHT: a doorman lets seats - 1 philosophers in, in the order in which they came. Then they can't
// all hold one fork: somebody's right neighbour is missing.
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
  explicit Doorman(long places) : admitted_(places) {}

  void acquire() {
    std::unique_lock lock(mutex_);
    const long number = arrivals_++;
    changed_.wait(lock, [&] { return number < admitted_; });
  }
  void release() {
    std::lock_guard lock(mutex_);
    ++admitted_;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  long arrivals_ = 0;  // guarded by mutex_
  long admitted_;      // guarded by mutex_
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
