// WRONG: a lorry takes its spaces one after the other and keeps those it has.
// Two lorries on two spaces each hold one and wait for ever for the other's.
#ifndef CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
#define CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

class ParkingLot {
 public:
  using Clock = std::chrono::steady_clock;

  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept : lot_(std::exchange(other.lot_, nullptr)), n_(other.n_) {}
    Ticket& operator=(Ticket&& other) noexcept {
      Ticket taken(std::move(other));
      std::swap(lot_, taken.lot_);
      std::swap(n_, taken.n_);
      return *this;
    }
    ~Ticket() { Leave(); }

    void Leave() {
      if (lot_ != nullptr) lot_->GiveBack(n_);
      lot_ = nullptr;
    }

   private:
    friend class ParkingLot;
    Ticket(ParkingLot* lot, int n) : lot_(lot), n_(n) {}

    ParkingLot* lot_;
    int n_;
  };

  explicit ParkingLot(int spaces) : spaces_(spaces), free_(spaces) {
    if (spaces < 1) throw std::invalid_argument("a parking lot has one space at least");
  }

  Ticket Enter(int n = 1) { return std::move(*EnterUntil(n, Clock::time_point::max())); }

  std::optional<Ticket> TryEnter(int n = 1) {
    CheckFits(n);
    std::lock_guard lock(mutex_);
    if (!queue_.empty() || free_ < n) return std::nullopt;
    free_ -= n;
    return Ticket(this, n);
  }

  template <class Rep, class Period>
  std::optional<Ticket> EnterFor(int n, std::chrono::duration<Rep, Period> limit) {
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return TryEnter(n);
    if (seconds >= std::chrono::hours(24 * 365 * 100)) return Enter(n);
    return EnterUntil(n, Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }

  int free() const {
    std::lock_guard lock(mutex_);
    return free_;
  }
  int waiting() const {
    std::lock_guard lock(mutex_);
    return static_cast<int>(queue_.size());
  }

 private:
  void CheckFits(int n) const {
    if (n < 1 || n > spaces_) throw std::invalid_argument("there will never be that many spaces");
  }

  std::optional<Ticket> EnterUntil(int n, Clock::time_point deadline) {
    CheckFits(n);
    std::unique_lock lock(mutex_);
    for (int taken = 0; taken < n; ++taken) {
      if (TakeOne(lock, deadline)) continue;
      free_ += taken;
      changed_.notify_all();
      return std::nullopt;
    }
    return Ticket(this, n);
  }

  bool TakeOne(std::unique_lock<std::mutex>& lock, Clock::time_point deadline) {
    const auto place = queue_.insert(++last_number_).first;
    const bool my_turn =
        changed_.wait_until(lock, deadline, [&] { return place == queue_.begin() && free_ >= 1; });
    queue_.erase(place);
    if (my_turn) --free_;
    changed_.notify_all();
    return my_turn;
  }

  void GiveBack(int n) {
    std::lock_guard lock(mutex_);
    free_ += n;
    changed_.notify_all();
  }

  const int spaces_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int free_;              // guarded by mutex_, like the next two
  std::set<long> queue_;  // the numbers of those who wait
  long last_number_ = 0;
};

#endif  // CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
