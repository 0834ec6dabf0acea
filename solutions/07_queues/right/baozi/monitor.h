// No queue: one mutex guards the counter, the number of cooks at work and the end; two conditions,
// one for cooks who wait for room and one for guests who wait for a baozi or the end.
#ifndef CHAPTERS_07_QUEUES_BAOZI_H_
#define CHAPTERS_07_QUEUES_BAOZI_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

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
      : plan_(plan), make_(std::move(make)), eat_(std::move(eat)) {
    if (plan.cooks < 0 || plan.each < 0 || plan.guests < 0 || plan.counter < 1) {
      throw std::invalid_argument("a number in the plan is too small");
    }
    if (plan.cooks > 0 && plan.each > 0 && plan.guests == 0) {
      throw std::invalid_argument("nobody is there to eat the baozi");
    }
  }

  Account Open() {
    cooking_ = plan_.cooks;
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
          cooks.emplace_back([&, cook] {
            Cook(cook, account.made[cook]);
            Leave();
          });
        }
      }  // the cooks are joined
    }    // the guests are joined
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
        eat_(guest, *baozi);
        ++eaten;
      }
    } catch (...) {
      GiveUp();
    }
  }

  void Leave() {
    const std::lock_guard lock(mutex_);
    if (--cooking_ == 0) came_.notify_all();
  }
  bool Serve(Baozi baozi) {
    std::unique_lock lock(mutex_);
    went_.wait(lock, [this] { return failed_ || std::ssize(counter_) < plan_.counter; });
    if (failed_) return false;
    counter_.push_back(baozi);
    came_.notify_one();
    return true;
  }
  std::optional<Baozi> Next() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return failed_ || cooking_ == 0 || !counter_.empty(); });
    if (failed_ || counter_.empty()) return std::nullopt;
    const Baozi baozi = counter_.front();
    counter_.pop_front();
    went_.notify_one();
    return baozi;
  }

  // REQUIRES: an exception is being handled. A cook may be waiting at the full counter for the
  // guest that fails here: it is woken.
  void GiveUp() {
    Close();
    const std::lock_guard lock(mutex_);
    if (!first_error_) first_error_ = std::current_exception();
    failed_ = true;
    came_.notify_all();
    went_.notify_all();
  }

  const Plan plan_;
  const std::function<void(Baozi)> make_;
  const std::function<void(int, Baozi)> eat_;
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;  // guards all that follows
  std::condition_variable came_, went_;
  std::deque<Baozi> counter_;
  int cooking_ = 0;
  bool failed_ = false;
  std::exception_ptr first_error_;
};

#endif  // CHAPTERS_07_QUEUES_BAOZI_H_
