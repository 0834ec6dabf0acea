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
      : print_(std::move(print)), remaining_(tickets) {
    if (tickets < 0) throw std::invalid_argument("fewer tickets than none");
  }

  std::optional<int> Sell() {
    int mine;
    {
      std::lock_guard lock(mutex_);
      if (remaining_ == 0) return std::nullopt;
      --remaining_;
      mine = ++sold_;
    }
    // Not in the lock: another sale may print at the same time.
    if (print_) print_(mine);
    return mine;
  }

  Counts counts() const {
    std::lock_guard lock(mutex_);
    return {remaining_, sold_};
  }

 private:
  const std::function<void(int)> print_;
  mutable std::mutex mutex_;
  int remaining_;
  int sold_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
