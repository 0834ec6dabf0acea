// Mistake: locks by hand; a print that throws jumps over the unlock.
// One sheet of paper too few, and the office is closed for ever.
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
    mutex_.lock();
    if (sold_ == tickets_) {
      mutex_.unlock();
      return std::nullopt;
    }
    const int number = ++sold_;
    if (print_) print_(number);
    mutex_.unlock();
    return number;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {tickets_ - sold_, sold_};
  }

 private:
  const int tickets_;
  const std::function<void(int)> print_;
  mutable std::mutex mutex_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
