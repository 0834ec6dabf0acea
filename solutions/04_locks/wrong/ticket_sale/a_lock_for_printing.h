// Mistake: the counter is guarded well, but a second lock lets only one ticket be printed at a
// time. Two sales' prints can never overlap.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

struct Counts {
  int remaining, sold;
};

class TicketOffice {
 public:
  explicit TicketOffice(int tickets, std::function<void(int)> print = {})
      : tickets_(tickets), print_(std::move(print)) {
    if (tickets < 0) throw std::invalid_argument("a negative number of tickets");
  }

  std::optional<int> Sell() {
    const std::optional<int> number = TakeNumber();
    if (number && print_) {
      std::lock_guard lock(printer_mutex_);
      print_(*number);
    }
    return number;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {tickets_ - sold_, sold_};
  }

 private:
  std::optional<int> TakeNumber() {
    std::lock_guard lock(mutex_);
    if (sold_ == tickets_) return std::nullopt;
    return ++sold_;
  }

  const int tickets_;
  const std::function<void(int)> print_;
  mutable std::mutex mutex_;
  std::recursive_mutex printer_mutex_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
