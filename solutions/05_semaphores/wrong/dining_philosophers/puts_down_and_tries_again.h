// WRONG: when the second fork is taken, puts the first one down and begins again at once.
// All can do so in step, again and again; and whoever waits does it with all the processor's time.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <functional>
#include <stdexcept>
#include <vector>

#include "fair_fork.h"

class Table {
 public:
  explicit Table(int seats) : forks_(AtLeastTwo(seats)) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void Dine(int seat, const std::function<void()>& eat) {
    const int seats = static_cast<int>(forks_.size());
    if (seat < 0 || seat >= seats) throw std::out_of_range("there is no such seat");
    const int left = seat, right = (seat + 1) % seats;
    while (true) {
      const HeldFork first(forks_[left]);
      if (!forks_[right].try_acquire()) continue;
      const HeldFork second(forks_[right], kHeldAlready);
      return eat();
    }
  }

 private:
  enum HeldAlready { kHeldAlready };

  // Put down at the end of the block, also when an exception leaves it.
  class HeldFork {
   public:
    explicit HeldFork(FairFork& fork) : fork_(fork) { fork_.acquire(); }
    HeldFork(FairFork& fork, HeldAlready) : fork_(fork) {}
    ~HeldFork() { fork_.release(); }
    HeldFork(const HeldFork&) = delete;
    HeldFork& operator=(const HeldFork&) = delete;

   private:
    FairFork& fork_;
  };

  static std::size_t AtLeastTwo(int seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    return static_cast<std::size_t>(seats);
  }

  std::vector<FairFork> forks_;  // fork i is to the left of seat i
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
