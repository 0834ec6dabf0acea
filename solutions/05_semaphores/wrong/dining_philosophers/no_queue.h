// WRONG: eats as soon as no neighbour eats, whoever else is hungry.
// Two neighbours who eat in turns keep the one between them from eating for ever.
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
    bool eats = false;
  };
  struct PutDownAtEnd {
    Table& table;
    const int seat;
    ~PutDownAtEnd() { table.PutDown(seat); }
  };

  void PickUp(int seat) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return MayEat(seat); });
    philosophers_[seat].eats = true;
    changed_.notify_all();
  }

  void PutDown(int seat) {
    std::lock_guard lock(mutex_);
    philosophers_[seat].eats = false;
    changed_.notify_all();
  }

  bool MayEat(int seat) const {
    return !Eats((seat + 1) % seats_) && !Eats((seat + seats_ - 1) % seats_);
  }
  bool Eats(int neighbour) const {
    const Philosopher& other = philosophers_[neighbour];
    return other.eats;
  }

  const int seats_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Philosopher> philosophers_;  // guarded by mutex_
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
