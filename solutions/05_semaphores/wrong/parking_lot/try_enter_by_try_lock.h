// WRONG: TryEnter also fails when somebody else has the lock at that moment.
// It sends a car away although there is room and nobody waits.
#ifndef CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
#define CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

class ParkingLot {
 public:
  using Clock = std::chrono::steady_clock;

  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept : lot_(std::exchange(other.lot_, nullptr)), n_(other.n_) {}
    Ticket& operator=(Ticket&& other) noexcept {
      if (this == &other) return *this;
      Leave();
      lot_ = std::exchange(other.lot_, nullptr);
      n_ = other.n_;
      return *this;
    }
    ~Ticket() { Leave(); }

    void Leave() {
      if (lot_ != nullptr) std::exchange(lot_, nullptr)->GiveBack(n_);
    }

   private:
    friend class ParkingLot;
    Ticket(ParkingLot* lot, int n) : lot_(lot), n_(n) {}

    ParkingLot* lot_;  // null: nothing to give back
    int n_;
  };

  explicit ParkingLot(int spaces) : spaces_(spaces), free_(spaces) {
    if (spaces < 1) throw std::invalid_argument("a parking lot has one space at least");
  }
  ParkingLot(const ParkingLot&) = delete;
  ParkingLot& operator=(const ParkingLot&) = delete;

  Ticket Enter(int n = 1) { return std::move(*EnterUntil(n, Clock::time_point::max())); }

  std::optional<Ticket> TryEnter(int n = 1) {
    Check(n);
    std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock || !queue_.empty() || n > free_) return std::nullopt;
    free_ -= n;
    return Ticket(this, n);
  }

  template <class Rep, class Period>
  std::optional<Ticket> EnterFor(int n, std::chrono::duration<Rep, Period> limit) {
    // Compared as seconds in floating point: hours::max() has no value in nanoseconds.
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return TryEnter(n);
    if (seconds >= kForEver) return Enter(n);
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
  static constexpr std::chrono::hours kForEver{24 * 365 * 100};

  struct Waiter {
    const int n;
    bool granted = false;
    std::condition_variable called{};  // each his own: who leaves wakes exactly those he admits
  };

  void Check(int n) const {
    if (n < 1 || n > spaces_) throw std::invalid_argument("there will never be that many spaces");
  }

  std::optional<Ticket> EnterUntil(int n, Clock::time_point deadline) {
    Check(n);
    std::unique_lock lock(mutex_);
    Waiter self{n};
    const auto place = queue_.insert(queue_.end(), &self);
    AdmitFromTheFront();
    self.called.wait_until(lock, deadline, [&] { return self.granted; });
    if (self.granted) return Ticket(this, n);
    queue_.erase(place);
    AdmitFromTheFront();  // whoever was behind may fit, and nobody else would tell him
    return std::nullopt;
  }

  void GiveBack(int n) {
    std::lock_guard lock(mutex_);
    free_ += n;
    AdmitFromTheFront();
  }

  // Hands spaces over to the first, and to the next, until one does not fit: nobody passes him.
  void AdmitFromTheFront() {
    while (!queue_.empty() && queue_.front()->n <= free_) {
      Waiter& first = *queue_.front();
      queue_.pop_front();
      free_ -= first.n;
      first.granted = true;
      first.called.notify_one();
    }
  }

  const int spaces_;
  mutable std::mutex mutex_;
  int free_;                  // guarded by mutex_
  std::list<Waiter*> queue_;  // guarded by mutex_; the first does not fit
};

#endif  // CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
