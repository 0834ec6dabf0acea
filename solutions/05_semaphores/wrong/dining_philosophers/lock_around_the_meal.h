// WRONG: one lock for the whole table, held while somebody eats.
// Nobody starves of a deadlock, but two who share no fork can never eat at the same time.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <functional>
#include <stdexcept>

#include "fair_fork.h"

class Table {
 public:
  explicit Table(int seats) : seats_(AtLeastTwo(seats)) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    const HeldFork table(whole_table_);
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

  static int AtLeastTwo(int seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    return seats;
  }

  const int seats_;
  FairFork whole_table_;
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
