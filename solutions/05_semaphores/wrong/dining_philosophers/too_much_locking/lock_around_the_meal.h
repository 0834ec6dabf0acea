// WRONG: one lock for the whole table, held while somebody eats.
// There is no deadlock, but two who share no fork can never eat at the same time.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <functional>
#include <mutex>
#include <stdexcept>

class Table {
 public:
  explicit Table(int seats) : seats_(AtLeastTwo(seats)) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void Dine(int seat, const std::function<void()>& eat) {
    if (seat < 0 || seat >= seats_) throw std::out_of_range("there is no such seat");
    const std::lock_guard lock(whole_table_);
    eat();
  }

 private:
  static int AtLeastTwo(int seats) {
    if (seats < 2) throw std::invalid_argument("a table has two seats at least");
    return seats;
  }

  const int seats_;
  std::mutex whole_table_;
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
