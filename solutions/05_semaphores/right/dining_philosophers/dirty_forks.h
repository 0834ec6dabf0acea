// RIGHT: every fork belongs to one of its neighbours, clean or dirty. A dirty one goes to the other
// neighbour when he is hungry, and is cleaned on the way; a clean one is kept until it was used.
// After Chandy and Misra, "The Drinking Philosophers Problem" (1984); here all is under one mutex.
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
    // Fork i lies between the seats i - 1 and i. All begin dirty, with the lower of the two: no
    // ring in who goes before whom.
    for (int fork = 0; fork < seats; ++fork) forks_.push_back({fork == 0 ? 0 : fork - 1, true});
    states_.resize(static_cast<std::size_t>(seats));
  }

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    PickUp(seat);
    const PutDownAtEnd forks{*this, seat};
    eat();
  }

 private:
  enum class State { kThinks, kHungry, kEats };
  struct Fork {
    int owner;
    bool dirty;
  };
  struct PutDownAtEnd {
    Table& table;
    const int seat;
    ~PutDownAtEnd() { table.PutDown(seat); }
  };

  int LeftOf(int seat) const { return seat; }
  int RightOf(int seat) const { return (seat + 1) % seats_; }

  void PickUp(int seat) {
    std::unique_lock lock(mutex_);
    states_[seat] = State::kHungry;
    AskFor(LeftOf(seat), seat);
    AskFor(RightOf(seat), seat);
    changed_.wait(lock, [&] {
      return forks_[LeftOf(seat)].owner == seat && forks_[RightOf(seat)].owner == seat;
    });
    states_[seat] = State::kEats;
  }

  void AskFor(int fork, int seat) {
    Fork& wanted = forks_[fork];
    if (wanted.owner == seat || !wanted.dirty || states_[wanted.owner] == State::kEats) return;
    wanted = {seat, false};
  }

  void PutDown(int seat) {
    std::lock_guard lock(mutex_);
    states_[seat] = State::kThinks;
    HandOver(LeftOf(seat), (seat + seats_ - 1) % seats_);
    HandOver(RightOf(seat), (seat + 1) % seats_);
    changed_.notify_all();
  }

  void HandOver(int fork, int neighbour) {
    forks_[fork].dirty = true;
    if (states_[neighbour] == State::kHungry) forks_[fork] = {neighbour, false};
  }

  const int seats_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Fork> forks_;    // guarded by mutex_; fork i is to the left of seat i
  std::vector<State> states_;  // guarded by mutex_
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
