// Two counters under one shared_mutex: sellers exclude everybody, those who count only the sellers.
// The tickets go out from the last to the first.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
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
    std::unique_lock lock(mutex_);
    if (remaining_ == 0) return std::nullopt;
    const int number = remaining_--;
    ++sold_;
    lock.unlock();
    if (print_) print_(number);
    return number;
  }

  Counts counts() const {
    std::shared_lock lock(mutex_);
    return {remaining_, sold_};
  }

 private:
  mutable std::shared_mutex mutex_;
  int remaining_;
  const std::function<void(int)> print_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
