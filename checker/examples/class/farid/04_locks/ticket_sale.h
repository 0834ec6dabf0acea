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
      : print_(std::move(print)), tickets_(tickets) {
    if (tickets < 0) throw std::invalid_argument("fewer tickets than none");
  }

  std::optional<int> Sell() {
    int sold = sold_;
    while (sold < tickets_) {
      if (!sold_.compare_exchange_weak(sold, sold + 1)) continue;
      if (print_) print_(sold + 1);
      return sold + 1;
    }
    return std::nullopt;
  }

  Counts counts() const {
    const int sold = sold_;
    return {tickets_ - sold, sold};
  }

 private:
  const std::function<void(int)> print_;
  const int tickets_;
  std::atomic<int> sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
