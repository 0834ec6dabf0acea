// Philosophers round a table, one fork between two neighbours, two forks to eat.
//
// Thread safety: Dine is for one thread a seat.
#ifndef CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
#define CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_

#include <functional>

#include "checker/testing/not_written_yet.h"
#include "fair_fork.h"  // given: FairFork, complete

class Table {
 public:
  // A round table. Throws std::invalid_argument for fewer than two seats.
  // TODO: refuse what is too small, lay a fork between every two neighbours.
  explicit Table(int /*seats*/) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // Takes the two forks beside `seat` (0 to seats - 1; else std::out_of_range), calls `eat`, puts
  // the forks down. An exception from `eat` puts them down as well and travels on. Neighbours never
  // eat together; those who share no fork may. No deadlock, whoever comes when; and with meals of
  // equal length the two neighbours together begin at most 2 x seats meals while this one waits.
  // TODO: find an order in which to take the forks that can't end in a ring of waiters.
  void Dine(int /*seat*/, const std::function<void()>& /*eat*/) {
    checker::NotWrittenYet("if all take their left fork first, all wait for their right one");
  }
};

#endif  // CHAPTERS_05_SEMAPHORES_DINING_PHILOSOPHERS_H_
