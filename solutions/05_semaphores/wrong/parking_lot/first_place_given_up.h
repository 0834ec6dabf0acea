// WRONG: who gives up takes the first place out of the queue, whoever's that is.
// The lorry at the front is forgotten; those behind it pass, and it waits for ever.
#ifndef CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
#define CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <semaphore>
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

  std::optional<Ticket> TryEnter(int n = 1) { return EnterUntil(n, std::nullopt); }

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
    std::binary_semaphore called{0};
  };

  // Without a deadline it does not wait.
  std::optional<Ticket> EnterUntil(int n, std::optional<Clock::time_point> deadline) {
    if (n < 1 || n > spaces_) throw std::invalid_argument("there will never be that many spaces");
    std::unique_lock lock(mutex_);
    if (queue_.empty() && n <= free_) {
      free_ -= n;
      return Ticket(this, n);
    }
    if (!deadline) return std::nullopt;
    Waiter self{n};
    queue_.push_back(&self);
    lock.unlock();
    if (Sleep(self, *deadline)) return Ticket(this, n);
    lock.lock();
    if (self.granted) return Ticket(this, n);  // in the last moment
    queue_.pop_front();
    AdmitFromTheFront();
    return std::nullopt;
  }

  static bool Sleep(Waiter& self, Clock::time_point deadline) {
    if (deadline != Clock::time_point::max()) return self.called.try_acquire_until(deadline);
    self.called.acquire();
    return true;
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
      first.called.release();
    }
  }

  const int spaces_;
  mutable std::mutex mutex_;
  int free_;                  // guarded by mutex_
  std::list<Waiter*> queue_;  // guarded by mutex_; the first does not fit
};

#endif  // CHAPTERS_05_SEMAPHORES_PARKING_LOT_H_
