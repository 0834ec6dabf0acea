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
      : print_(std::move(print)), remaining_(tickets) {
    if (tickets < 0) throw std::invalid_argument("fewer tickets than none");
  }

  std::optional<int> Sell() {
    if (remaining_ == 0) return std::nullopt;
    --remaining_;
    ++sold_;
    if (print_) print_(sold_);
    return sold_;
  }

  Counts counts() const { return {remaining_, sold_}; }

 private:
  const std::function<void(int)> print_;
  int remaining_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
