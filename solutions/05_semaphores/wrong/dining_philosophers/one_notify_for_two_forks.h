// WRONG: wakes one of those who wait, though two forks were put down.
// The one who is woken may still have to wait, while the one who could eat sleeps on.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

class Table {
 public:
  explicit Table(int seats) : seats_(seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    philosophers_.resize(static_cast<std::size_t>(seats));
  }

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    PickUp(seat);
    const PutDownAtEnd forks{*this, seat};
    eat();
  }

 private:
  struct Philosopher {
    long ticket = 0;  // 0: not hungry
    bool eats = false;
  };
  struct PutDownAtEnd {
    Table& table;
    const int seat;
    ~PutDownAtEnd() { table.PutDown(seat); }
  };

  void PickUp(int seat) {
    std::unique_lock lock(mutex_);
    philosophers_[seat].ticket = ++last_ticket_;
    changed_.wait(lock, [&] { return MayEat(seat); });
    philosophers_[seat] = {0, true};
  }

  void PutDown(int seat) {
    std::lock_guard lock(mutex_);
    philosophers_[seat].eats = false;
    changed_.notify_one();
  }

  bool MayEat(int seat) const {
    return !Precedes((seat + 1) % seats_, seat) && !Precedes((seat + seats_ - 1) % seats_, seat);
  }
  bool Precedes(int neighbour, int seat) const {
    const Philosopher& other = philosophers_[neighbour];
    return other.eats || (other.ticket != 0 && other.ticket < philosophers_[seat].ticket);
  }

  const int seats_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Philosopher> philosophers_;  // guarded by mutex_
  long last_ticket_ = 0;                   // guarded by mutex_
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
