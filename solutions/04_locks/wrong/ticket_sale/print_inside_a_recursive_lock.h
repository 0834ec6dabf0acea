// Mistake: the ticket is printed with the lock held; a recursive mutex only hides the deadlock.
// All buyers still stand in line behind one slow printer.
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
    std::lock_guard lock(mutex_);
    if (sold_ == tickets_) return std::nullopt;
    const int number = ++sold_;
    if (print_) print_(number);
    return number;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {tickets_ - sold_, sold_};
  }

 private:
  const int tickets_;
  const std::function<void(int)> print_;
  mutable std::recursive_mutex mutex_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
