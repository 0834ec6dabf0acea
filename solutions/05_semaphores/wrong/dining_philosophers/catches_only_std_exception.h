// WRONG: puts the forks down after exceptions of the standard library's kind alone.
// Anything else that is thrown leaves the neighbours waiting for ever.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <functional>
#include <memory>
#include <stdexcept>

#include "fair_fork.h"

class Table {
 public:
  explicit Table(int seats) : seats_(seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    forks_ = std::make_unique<FairFork[]>(static_cast<std::size_t>(seats));
  }

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    FairFork& left = forks_[seat];
    FairFork& right = forks_[(seat + 1) % seats_];
    const bool left_handed = seat == 0;
    FairFork& first = left_handed ? right : left;
    FairFork& second = left_handed ? left : right;
    first.acquire();
    second.acquire();
    try {
      eat();
    } catch (const std::exception&) {
      PutDown(left, right);
      throw;
    }
    PutDown(left, right);
  }

 private:
  static void PutDown(FairFork& left, FairFork& right) {
    left.release();
    right.release();
  }

  const int seats_;
  std::unique_ptr<FairFork[]> forks_;
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
