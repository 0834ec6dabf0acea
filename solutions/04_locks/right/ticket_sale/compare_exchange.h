// One atomic number, taken by a compare-exchange loop; `remaining` is derived from it, so the two
// can't disagree.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

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
    int sold = sold_.load();
    do {
      if (sold == tickets_) return std::nullopt;
    } while (!sold_.compare_exchange_weak(sold, sold + 1));
    const int number = sold + 1;
    if (print_) print_(number);
    return number;
  }

  Counts counts() const {
    const int sold = sold_.load();
    return {tickets_ - sold, sold};
  }

 private:
  const int tickets_;
  const std::function<void(int)> print_;
  std::atomic<int> sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
