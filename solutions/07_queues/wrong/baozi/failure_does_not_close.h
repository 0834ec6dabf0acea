// Wrong: a failure is kept for the end, and everybody works on; only the cook who failed goes home.
// If make or eat throws, the restaurant closes: nobody starts another baozi.
#ifndef CHAPTERS_07_QUEUES_BAOZI_H_
#define CHAPTERS_07_QUEUES_BAOZI_H_

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "queue.h"

struct Plan {
  int cooks, each, guests, counter;
};
struct Baozi {
  int cook, number;
};
struct Account {
  std::vector<int> made, eaten;
};

class Restaurant {
 public:
  Restaurant(Plan plan, std::function<void(Baozi)> make, std::function<void(int guest, Baozi)> eat)
      : plan_(plan), make_(std::move(make)), eat_(std::move(eat)), counter_(plan.counter) {
    if (plan.cooks < 0 || plan.each < 0 || plan.guests < 0 || plan.counter < 1) {
      throw std::invalid_argument("a number in the plan is too small");
    }
    if (plan.cooks > 0 && plan.each > 0 && plan.guests == 0) {
      throw std::invalid_argument("nobody is there to eat the baozi");
    }
  }

  Account Open() {
    // Each cook and each guest writes to an entry of its own, read only when all are joined.
    Account account{std::vector<int>(plan_.cooks), std::vector<int>(plan_.guests)};
    {
      std::vector<std::jthread> guests;
      for (int guest = 0; guest < plan_.guests; ++guest) {
        guests.emplace_back([&, guest] { Dine(guest, account.eaten[guest]); });
      }
      {
        std::vector<std::jthread> cooks;
        for (int cook = 0; cook < plan_.cooks; ++cook) {
          cooks.emplace_back([&, cook] { Cook(cook, account.made[cook]); });
        }
      }                     // the cooks are joined: nothing more will come
      counter_.Shutdown();  // the guests eat what is there and go, however many they are
    }                       // the guests are joined
    if (first_error_) std::rethrow_exception(first_error_);
    return account;
  }

  void Close() { closed_ = true; }

 private:
  void Cook(int cook, int& made) {
    try {
      for (int number = 0; number < plan_.each && !closed_; ++number) {
        make_(Baozi{cook, number});
        if (!Serve(Baozi{cook, number})) return;
        ++made;
      }
    } catch (...) {
      GiveUp();
    }
  }

  void Dine(int guest, int& eaten) {
    try {
      while (const std::optional<Baozi> baozi = Next()) {
        try {
          eat_(guest, *baozi);
          ++eaten;
        } catch (...) {
          GiveUp();
        }
      }
    } catch (...) {
      GiveUp();
    }
  }

  // QueueShutDown is caught right here, not with what make_ and eat_ may throw.
  bool Serve(Baozi baozi) {
    try {
      counter_.Put(baozi);
      return true;
    } catch (const QueueShutDown&) {
      return false;
    }
  }
  std::optional<Baozi> Next() {
    try {
      return counter_.Get();
    } catch (const QueueShutDown&) {
      return std::nullopt;
    }
  }

  // REQUIRES: an exception is being handled.
  void GiveUp() {
    const std::lock_guard lock(mutex_);
    if (!first_error_) first_error_ = std::current_exception();
  }

  const Plan plan_;
  const std::function<void(Baozi)> make_;
  const std::function<void(int, Baozi)> eat_;
  Queue<Baozi> counter_;
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;
  std::exception_ptr first_error_;  // guarded by mutex_ until all are joined
};

#endif  // CHAPTERS_07_QUEUES_BAOZI_H_
