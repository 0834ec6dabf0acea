// Mistake: counts() reads without the lock, "because it only reads".
// A read that races with a write is a data race like any other.
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
    const std::optional<int> number = TakeNumber();
    if (number && print_) print_(*number);
    return number;
  }

  Counts counts() const { return {tickets_ - sold_, sold_}; }

 private:
  std::optional<int> TakeNumber() {
    std::lock_guard lock(mutex_);
    if (sold_ == tickets_) return std::nullopt;
    return ++sold_;
  }

  const int tickets_;
  const std::function<void(int)> print_;
  std::mutex mutex_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
