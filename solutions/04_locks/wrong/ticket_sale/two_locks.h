// Mistake: each counter has a lock of its own.
// Between the two steps a ticket is neither here nor sold: the sum is wrong for a moment.
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
      : remaining_(tickets), print_(std::move(print)) {
    if (tickets < 0) throw std::invalid_argument("a negative number of tickets");
  }

  std::optional<int> Sell() {
    const std::optional<int> number = TakeNumber();
    if (!number) return std::nullopt;
    CountSale();
    if (print_) print_(*number);
    return number;
  }

  Counts counts() const {
    std::scoped_lock lock(remaining_mutex_, sold_mutex_);
    return {remaining_, sold_};
  }

 private:
  std::optional<int> TakeNumber() {
    std::lock_guard lock(remaining_mutex_);
    if (remaining_ == 0) return std::nullopt;
    return remaining_--;
  }

  void CountSale() {
    std::lock_guard lock(sold_mutex_);
    ++sold_;
  }

  mutable std::mutex remaining_mutex_;
  mutable std::mutex sold_mutex_;
  int remaining_;
  const std::function<void(int)> print_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
