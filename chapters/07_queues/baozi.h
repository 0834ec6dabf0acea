// A restaurant: cooks put baozi on a counter of limited size, guests take and eat them, and in the
// end everybody goes home.
//
// Thread safety: Close may be called by any thread, at any time; Open once.
#ifndef CHAPTERS_07_QUEUES_BAOZI_H_
#define CHAPTERS_07_QUEUES_BAOZI_H_

#include <functional>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "queue.h"

struct Plan {
  int cooks, each, guests, counter;  // each: how many baozi a cook makes
};
struct Baozi {
  int cook, number;
};
struct Account {
  std::vector<int> made, eaten;  // one entry for each cook, one for each guest
};

class Restaurant {
 public:
  // `make` makes one baozi, `eat` eats it; each runs in the thread of its cook or guest, without
  // any lock. Throws std::invalid_argument for a negative number, a counter without room, or
  // baozi that nobody is there to eat.
  Restaurant(Plan plan, std::function<void(Baozi)> make, std::function<void(int guest, Baozi)> eat)
      : plan_(plan), make_(std::move(make)), eat_(std::move(eat)) {
    // TODO: refuse plans that cannot work.
    checker::NotWrittenYet("look at the plan; then: what stands between the cooks and the guests?");
  }

  // Starts a thread for each cook and guest and returns when all have ended. Every baozi that was
  // made has been eaten, once. If `make` or `eat` throws, the restaurant closes, and Open throws
  // the first such exception again when all have ended.
  Account Open() {
    // TODO: start everybody, let everybody go home, join everybody.
    static_cast<void>(plan_);
    checker::NotWrittenYet("how does a guest learn that nothing more will come?");
  }

  // From now on nobody starts another baozi; those made or being made are still eaten.
  void Close() {
    // TODO: tell the cooks.
    checker::NotWrittenYet("a cook must look before each baozi");
  }

 private:
  const Plan plan_;
  const std::function<void(Baozi)> make_;
  const std::function<void(int, Baozi)> eat_;
};

#endif  // CHAPTERS_07_QUEUES_BAOZI_H_
