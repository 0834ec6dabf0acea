// Spaces for cars and lorries, given out strictly in the order of arrival.
//
// Thread safety: the lot's functions may be called by any thread; a ticket is for one at a time.
#ifndef CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
#define CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_

#include <chrono>
#include <optional>

#include "checker/testing/not_written_yet.h"

class ParkingLot {
 public:
  // The right to stand on n spaces. Given back, once: by Leave, by the destructor or when another
  // ticket is moved into it. The lot outlives its tickets.
  class Ticket {
   public:
    // TODO: moving, and a destructor that gives the spaces back.
    Ticket(Ticket&&) noexcept = default;
    Ticket& operator=(Ticket&&) noexcept = default;

    // Gives the spaces back now; a second time it does nothing.
    // TODO: give them back and remember that.
    void Leave() { checker::NotWrittenYet("give the spaces back, but only once"); }
  };

  // A lot with so many spaces, all free. Throws std::invalid_argument for less than one.
  // TODO: refuse what makes no sense.
  explicit ParkingLot(int /*spaces*/) {}
  ParkingLot(const ParkingLot&) = delete;
  ParkingLot& operator=(const ParkingLot&) = delete;

  // Waits for n spaces and takes them together. Strictly in order of arrival: nobody passes one who
  // waits, even if he would fit. Throws std::invalid_argument at once for n < 1 or n > spaces; so
  // do the other two.
  // TODO: queue up, go on when it is your turn and there is room.
  Ticket Enter(int /*n*/ = 1) {
    checker::NotWrittenYet("queue up; spaces go to the first in line");
  }

  // The same without waiting: no ticket when there is no room or when anybody waits.
  // TODO: enter only when nobody waits and there is room.
  std::optional<Ticket> TryEnter(int /*n*/ = 1) { checker::NotWrittenYet("never past a queue"); }

  // The same, but waits no longer than `limit`. Who gives up leaves the queue; those behind him who
  // fit now are admitted at that moment.
  // TODO: who leaves the queue must see to those behind him.
  template <class Rep, class Period>
  std::optional<Ticket> EnterFor(int /*n*/, std::chrono::duration<Rep, Period> /*limit*/) {
    checker::NotWrittenYet("who leaves the queue must see to those behind him");
  }

  // Spaces that are free at this moment: 0 to all.
  // TODO: read the number as carefully as you write it.
  int free() const { checker::NotWrittenYet("shared, even for reading"); }

  // How many wait in the queue at this moment.
  // TODO: count them.
  int waiting() const { checker::NotWrittenYet("the length of the queue"); }
};

#endif  // CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
