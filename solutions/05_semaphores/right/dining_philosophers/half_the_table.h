// RIGHT: half as many as there are seats are let in, in the order in which they came; these take
// the left fork first. Tickets and a condition instead of a queue.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "fair_fork.h"

class Table {
 public:
  explicit Table(int seats) : seats_(seats), places_(seats / 2), forks_(seats < 2 ? 2 : seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
  }
  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    ComeIn();
    forks_[seat].acquire();
    forks_[(seat + 1) % seats_].acquire();
    try {
      eat();
    } catch (...) {
      Leave(seat);
      throw;
    }
    Leave(seat);
  }

 private:
  void ComeIn() {
    std::unique_lock lock(mutex_);
    const unsigned mine = next_++;
    while (mine >= left_ + static_cast<unsigned>(places_)) changed_.wait(lock);
  }
  void Leave(int seat) {
    forks_[(seat + 1) % seats_].release();
    forks_[seat].release();
    std::unique_lock lock(mutex_);
    ++left_;
    changed_.notify_all();
  }
  const int seats_;
  const int places_;
  std::vector<FairFork> forks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned next_ = 0, left_ = 0;  // guarded by mutex_: the next ticket, and how many have left
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
