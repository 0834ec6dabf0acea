// Mistake: the ticket is taken first, but counted as sold only after it was printed.
// counts() misses a ticket that is already coming out of the printer, and the sum is wrong
// meanwhile.
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
    if (print_) print_(*number);
    std::lock_guard lock(mutex_);
    ++sold_;
    return number;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {remaining_, sold_};
  }

 private:
  std::optional<int> TakeNumber() {
    std::lock_guard lock(mutex_);
    if (remaining_ == 0) return std::nullopt;
    return remaining_--;
  }

  mutable std::mutex mutex_;
  int remaining_;
  const std::function<void(int)> print_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
