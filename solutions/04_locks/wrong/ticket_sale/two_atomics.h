// Mistake: two atomic counters. Each is right, but nothing ties them together.
// Whoever looks between the two steps sees a sum that was never true.
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
      : remaining_(tickets), print_(std::move(print)) {
    if (tickets < 0) throw std::invalid_argument("a negative number of tickets");
  }

  std::optional<int> Sell() {
    int remaining = remaining_.load();
    do {
      if (remaining == 0) return std::nullopt;
    } while (!remaining_.compare_exchange_weak(remaining, remaining - 1));
    ++sold_;
    if (print_) print_(remaining);
    return remaining;
  }

  Counts counts() const { return {remaining_.load(), sold_.load()}; }

 private:
  std::atomic<int> remaining_;
  const std::function<void(int)> print_;
  std::atomic<int> sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
