// A ticket office that sells the tickets 1..N, each of them once.
//
// Thread safety: every function may be called by any thread at any time.
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
    // The lock is free again: printing is slow, may throw, and may come back to this office. The
    // number is our own copy, so nobody can change it under us.
    if (number && print_) print_(*number);
    return number;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {tickets_ - sold_, sold_};
  }

 private:
  // The whole critical section: looking whether a ticket is left and taking it are one step.
  std::optional<int> TakeNumber() {
    std::lock_guard lock(mutex_);
    if (sold_ == tickets_) return std::nullopt;
    return ++sold_;
  }

  const int tickets_;                     // never changes: needs no lock
  const std::function<void(int)> print_;  // never changes: needs no lock
  mutable std::mutex mutex_;
  // One number says it all, guarded by mutex_. A second one for the tickets that remain would be
  // one more thing that can be wrong.
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
