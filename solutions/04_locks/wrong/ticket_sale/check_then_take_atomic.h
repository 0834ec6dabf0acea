// Mistake: asking and taking are two atomic steps, not one.
// Between them somebody else takes the last ticket: more tickets are sold than there are.
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
    if (sold_.load() == tickets_) return std::nullopt;
    const int number = sold_.fetch_add(1) + 1;
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
