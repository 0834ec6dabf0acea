// WRONG: a connection that comes back asks whether the pool is closed, then for the lock.
// Close in between has dropped what was idle; this one becomes idle afterwards and never dies.
#ifndef CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
#define CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

class PoolClosed : public std::runtime_error {
 public:
  PoolClosed() : std::runtime_error("the connection pool is closed") {}
};

template <class Conn>
class ConnectionPool {
  struct State;
  using Clock = std::chrono::steady_clock;

 public:
  class Lease {
   public:
    Lease(Lease&& other) noexcept { *this = std::move(other); }
    Lease& operator=(Lease&& other) noexcept {
      if (this == &other) return *this;
      GiveBack();
      state_ = std::move(other.state_);
      conn_ = std::move(other.conn_);
      broken_ = other.broken_;
      return *this;
    }
    ~Lease() { GiveBack(); }

    Conn* operator->() const { return conn_.get(); }
    Conn& operator*() const { return *conn_; }
    void MarkBroken() { broken_ = true; }

   private:
    friend class ConnectionPool;
    Lease(std::shared_ptr<State> state, std::unique_ptr<Conn> conn)
        : state_(std::move(state)), conn_(std::move(conn)) {}

    void GiveBack() {
      if (state_ != nullptr) state_->TakeBack(std::move(conn_), broken_);
      state_ = nullptr;
    }

    std::shared_ptr<State> state_;
    std::unique_ptr<Conn> conn_;
    bool broken_ = false;
  };

  ConnectionPool(std::size_t n, std::function<std::unique_ptr<Conn>()> make)
      : state_(std::make_shared<State>()) {
    if (n == 0) throw std::invalid_argument("a pool needs room for one connection at least");
    if (!make) throw std::invalid_argument("a pool needs a way to make connections");
    state_->most = n;
    state_->make = std::move(make);
    state_->idle.reserve(n);
  }
  ~ConnectionPool() { Close(); }

  Lease Acquire() { return std::move(*AcquireUntil(Clock::time_point::max())); }
  std::optional<Lease> TryAcquire() { return AcquireUntil(Clock::time_point{}); }

  template <class Rep, class Period>
  std::optional<Lease> AcquireFor(std::chrono::duration<Rep, Period> limit) {
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return TryAcquire();
    if (seconds >= std::chrono::hours(24 * 365 * 100)) return Acquire();
    return AcquireUntil(Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }

  void Close() {
    std::vector<std::unique_ptr<Conn>> doomed;
    std::lock_guard lock(state_->mutex);
    state_->closed = true;
    doomed.swap(state_->idle);
    state_->changed.notify_all();
  }

  std::size_t leased() const {
    std::lock_guard lock(state_->mutex);
    return state_->leased;
  }
  std::size_t idle() const {
    std::lock_guard lock(state_->mutex);
    return state_->idle.size();
  }

 private:
  struct State {
    std::size_t most;
    std::function<std::unique_ptr<Conn>()> make;
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::unique_ptr<Conn>> idle;  // guarded by mutex, like the next one
    std::size_t leased = 0;
    std::atomic<bool> closed = false;

    bool TakePermit(std::unique_lock<std::mutex>& lock, Clock::time_point deadline) {
      const auto may_go_on = [this] { return closed || leased < most; };
      if (!changed.wait_until(lock, deadline, may_go_on)) return false;
      if (closed) throw PoolClosed();
      ++leased;
      return true;
    }

    void TakeBack(std::unique_ptr<Conn> conn, bool broken) noexcept {
      const bool keep = !broken && !closed;
      if (!keep) conn.reset();
      std::lock_guard lock(mutex);
      if (keep) idle.push_back(std::move(conn));
      --leased;
      changed.notify_one();
    }

    std::unique_ptr<Conn> Make() {
      std::unique_ptr<Conn> conn;
      try {
        conn = make();
        if (conn == nullptr) throw std::runtime_error("make gave no connection");
        std::lock_guard lock(mutex);
        if (closed) throw PoolClosed();
      } catch (...) {
        TakeBack(std::move(conn), true);
        throw;
      }
      return conn;
    }
  };

  std::optional<Lease> AcquireUntil(Clock::time_point deadline) {
    std::unique_lock lock(state_->mutex);
    if (!state_->TakePermit(lock, deadline)) return std::nullopt;
    std::unique_ptr<Conn> conn;
    if (!state_->idle.empty()) {
      conn = std::move(state_->idle.back());
      state_->idle.pop_back();
    }
    lock.unlock();
    if (conn == nullptr) conn = state_->Make();
    return Lease(state_, std::move(conn));
  }

  std::shared_ptr<State> state_;
};

#endif  // CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
