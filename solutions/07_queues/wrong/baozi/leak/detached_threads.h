// Wrong: the guests are detached threads, and Open comes back when all is eaten.
// Nobody has told them to go: they wait at the empty counter for as long as the program runs.
#ifndef CHAPTERS_07_QUEUES_BAOZI_H_
#define CHAPTERS_07_QUEUES_BAOZI_H_

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
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

class Hall : public std::enable_shared_from_this<Hall> {
 public:
  Hall(Plan plan, std::function<void(Baozi)> make, std::function<void(int guest, Baozi)> eat)
      : plan_(plan), make_(std::move(make)), eat_(std::move(eat)), counter_(plan.counter) {
    if (plan.cooks < 0 || plan.each < 0 || plan.guests < 0 || plan.counter < 1) {
      throw std::invalid_argument("a number in the plan is too small");
    }
    if (plan.cooks > 0 && plan.each > 0 && plan.guests == 0) {
      throw std::invalid_argument("nobody is there to eat the baozi");
    }
  }

  Account Open() {
    account_ = {std::vector<int>(plan_.cooks), std::vector<int>(plan_.guests)};
    for (int guest = 0; guest < plan_.guests; ++guest) {
      std::thread([hall = shared_from_this(), guest] { hall->Dine(guest); }).detach();
    }
    {
      std::vector<std::jthread> cooks;
      for (int cook = 0; cook < plan_.cooks; ++cook) {
        cooks.emplace_back([this, cook] { Cook(cook, account_.made[cook]); });
      }
    }
    counter_.Join();
    const std::lock_guard lock(mutex_);
    if (first_error_) std::rethrow_exception(first_error_);
    return account_;
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

  void Dine(int guest) {
    while (const std::optional<Baozi> baozi = Next()) {
      try {
        eat_(guest, *baozi);
        const std::lock_guard lock(mutex_);
        ++account_.eaten[guest];
      } catch (...) {
        GiveUp();
      }
      counter_.TaskDone();
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

  // REQUIRES: an exception is being handled. A cook may be waiting at the full counter for the
  // guest that fails here: the immediate shutdown wakes it.
  void GiveUp() {
    {
      const std::lock_guard lock(mutex_);
      if (!first_error_) first_error_ = std::current_exception();
    }
    Close();
    counter_.Shutdown(true);
  }

  const Plan plan_;
  const std::function<void(Baozi)> make_;
  const std::function<void(int, Baozi)> eat_;
  Queue<Baozi> counter_;
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;
  std::exception_ptr first_error_;
  Account account_;
};

class Restaurant {
 public:
  Restaurant(Plan plan, std::function<void(Baozi)> make, std::function<void(int guest, Baozi)> eat)
      : hall_(std::make_shared<Hall>(plan, std::move(make), std::move(eat))) {}
  Account Open() { return hall_->Open(); }
  void Close() { hall_->Close(); }

 private:
  const std::shared_ptr<Hall> hall_;
};

#endif  // CHAPTERS_07_QUEUES_BAOZI_H_
