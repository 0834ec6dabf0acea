// Everybody draws the next number; a number beyond the last ticket means "sold out". The counter
// may run past the end by one for each thread, so every reader cuts it off there.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

#include <algorithm>
#include <atomic>
#include <functional>
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
    // Without this look a patient caller could make the counter overflow.
    if (drawn_.load() >= tickets_) return std::nullopt;
    const int number = drawn_.fetch_add(1) + 1;
    if (number > tickets_) return std::nullopt;
    if (print_) print_(number);
    return number;
  }

  Counts counts() const {
    const int sold = std::min(drawn_.load(), tickets_);
    return {tickets_ - sold, sold};
  }

 private:
  const int tickets_;
  const std::function<void(int)> print_;
  std::atomic<int> drawn_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
