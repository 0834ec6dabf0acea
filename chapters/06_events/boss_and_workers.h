// Exercise 3: the boss and his workers, in an order that does not rest on sleeps.
//
// Thread safety: Boss() and each Worker(id) are called once, each by a thread of its own.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <functional>

#include "checker/testing/not_written_yet.h"

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  // `workers` workers, numbered from 0; fewer than 0 throws std::invalid_argument. say(who, line)
  // speaks a line; the boss is number -1. It is called without any lock held.
  Evening(int workers, std::function<void(int who, Line)> /*say*/) {
    // TODO: keep both; refuse a negative number.
    if (workers < 0) checker::NotWrittenYet("Throw std::invalid_argument here.");
  }

  // Says kOvertime; when all have sighed, and 5 seconds after his first line at the earliest,
  // says kMayGo.
  void Boss() {
    // TODO: two lines, and between them two things to wait for.
    checker::NotWrittenYet("How does the boss learn that the last worker has sighed?");
  }

  // Says kSigh after the boss's first line; after his second, and 1 second after the sigh at the
  // earliest, says kOhYeah. An unknown id throws std::invalid_argument.
  void Worker(int /*id*/) {
    // TODO: two lines, each of which waits for the boss.
    checker::NotWrittenYet("Two happenings: would one event do for both?");
  }
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
