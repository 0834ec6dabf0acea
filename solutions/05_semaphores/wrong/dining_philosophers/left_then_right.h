// WRONG: everybody takes the left fork first and then waits for the right one.
// If all sit down at the same time each holds one fork, and all wait for ever.
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
    const HeldFork first(forks_[left]);
    const HeldFork second(forks_[right]);
    eat();
  }

 private:
  // Put down at the end of the block, also when an exception leaves it.
  class HeldFork {
   public:
    explicit HeldFork(FairFork& fork) : fork_(fork) { fork_.acquire(); }
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

  // Nobody starves: a fork goes to whoever has waited longest for it, and only two ever want it.
  std::vector<FairFork> forks_;  // fork i is to the left of seat i
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
