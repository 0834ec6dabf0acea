// Mistake: nothing guards the counter.
// Two buyers read the same number and both get that ticket; in C++ the race is undefined behaviour.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

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
    if (sold_ == tickets_) return std::nullopt;
    const int number = ++sold_;
    if (print_) print_(number);
    return number;
  }

  Counts counts() const { return {tickets_ - sold_, sold_}; }

 private:
  const int tickets_;
  const std::function<void(int)> print_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
