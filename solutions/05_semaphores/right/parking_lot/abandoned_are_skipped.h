// RIGHT: who gives up leaves his place in the line, marked as gone; whoever admits the next ones
// drops it when it comes to the front. One condition for all.
#ifndef CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
#define CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

class ParkingLot {
  enum State { kWaiting, kParked, kGone };
  struct Place {
    int n;
    State state;
  };
  using Line = std::deque<std::shared_ptr<Place>>;

 public:
  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept { Swap(other); }
    Ticket& operator=(Ticket&& other) noexcept {
      Ticket temporary(std::move(other));
      Swap(temporary);
      return *this;
    }
    ~Ticket() { Leave(); }
    void Leave() {
      if (auto* lot = std::exchange(lot_, nullptr)) lot->GiveBack(n_);
    }

   private:
    friend class ParkingLot;
    Ticket(ParkingLot* lot, int n) : lot_(lot), n_(n) {}
    void Swap(Ticket& other) noexcept {
      std::swap(lot_, other.lot_);
      std::swap(n_, other.n_);
    }
    ParkingLot* lot_ = nullptr;  // null: nothing to give back
    int n_ = 0;
  };

  explicit ParkingLot(int number) : spaces_(number) {
    if (number < 1) throw std::invalid_argument("a parking lot has one space at least");
  }
  ParkingLot(const ParkingLot&) = delete;
  ParkingLot& operator=(const ParkingLot&) = delete;

  Ticket Enter(int n = 1) {
    Check(n);
    std::unique_lock lock(mutex_);
    auto place = Join(n);
    while (place->state != kParked) go_.wait(lock);
    return {this, n};
  }
  std::optional<Ticket> TryEnter(int n = 1) {
    Check(n);
    std::unique_lock lock(mutex_);
    return Settle(Join(n));
  }
  template <class R, class P>
  std::optional<Ticket> EnterFor(int n, std::chrono::duration<R, P> limit) {
    Check(n);
    if (limit > std::chrono::hours(24) * 36500) return Enter(n);
    if (limit < limit.zero()) limit = limit.zero();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::unique_lock lock(mutex_);
    auto place = Join(n);
    while (place->state == kWaiting && limit != limit.zero() &&
           go_.wait_until(lock, deadline) == std::cv_status::no_timeout) {
    }
    return Settle(place);
  }
  int free() const {
    std::unique_lock lock(mutex_);
    return spaces_ - taken_;
  }
  int waiting() const {
    std::unique_lock lock(mutex_);
    int count = 0;
    for (const auto& place : line_) count += place->state == kWaiting ? 1 : 0;
    return count;
  }

 private:
  void Check(int n) const {
    if (n < 1 || spaces_ < n) throw std::invalid_argument("there will never be that many spaces");
  }
  std::shared_ptr<Place> Join(int n) {
    line_.push_back(std::make_shared<Place>(Place{n, kWaiting}));
    auto place = line_.back();
    AdmitFromTheFront();
    return place;
  }
  std::optional<Ticket> Settle(std::shared_ptr<Place> place) {
    if (place->state == kParked) return Ticket(this, place->n);
    place->state = kGone;
    AdmitFromTheFront();
    return std::nullopt;
  }
  void GiveBack(int n) {
    std::unique_lock lock(mutex_);
    taken_ -= n;
    AdmitFromTheFront();
  }
  void AdmitFromTheFront() {
    bool somebody = false;
    for (; !line_.empty(); line_.pop_front()) {
      Place& first = *line_.front();
      if (first.state == kGone) continue;
      if (first.n > spaces_ - taken_) break;
      taken_ += first.n;
      first.state = kParked;
      somebody = true;
    }
    if (somebody) go_.notify_all();
  }

  const int spaces_;
  mutable std::mutex mutex_;
  std::condition_variable go_;
  int taken_ = 0;  // guarded by mutex_, like the next one
  Line line_;
};

#endif  // CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
