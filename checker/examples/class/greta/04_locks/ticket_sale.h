// A ticket office that sells the tickets 1..N, each of them once.
//
// Thread safety: every function may be called by any thread at any time.
#ifndef CHAPTERS_04_LOCKS_TICKET_SALE_H_
#define CHAPTERS_04_LOCKS_TICKET_SALE_H_

#include <functional>
#include <optional>
#include <utility>

#include "checker/testing/not_written_yet.h"

struct Counts {
  int remaining, sold;
};

class TicketOffice {
 public:
  // Opens an office that has the tickets 1..tickets; a negative number throws
  // std::invalid_argument. `print`, if there is one, prints the ticket whose number it is given.
  explicit TicketOffice(int tickets, std::function<void(int)> print = {})
      : remaining_(tickets), print_(std::move(print)) {
    // TODO: refuse a negative number of tickets.
    if (remaining_ < 0) checker::NotWrittenYet("Throw std::invalid_argument here.");
  }

  // Sells a ticket: its number, which nobody else gets, or std::nullopt when all are sold. The
  // ticket is printed once, by a call of `print` that ends before Sell returns. Prints of two sales
  // can overlap, and `print` may call this office. If `print` throws, the ticket stays sold and the
  // exception reaches the caller.
  std::optional<int> Sell() {
    // TODO: take a number, then print it.
    checker::NotWrittenYet("Make looking for a ticket and taking it one step, then print.");
  }

  // How many tickets remain and how many are sold, both at one and the same moment. A ticket whose
  // print has begun is counted as sold.
  Counts counts() const {
    // TODO: look at both numbers at one moment.
    checker::NotWrittenYet("Read the numbers while nobody can change them.");
  }

 private:
  int remaining_;
  std::function<void(int)> print_;
};

#endif  // CHAPTERS_04_LOCKS_TICKET_SALE_H_
