// WRONG: the idle list holds whole leases, and each of them owns the state that holds the list.
// The two keep each other alive: neither is ever freed, even when the pool is gone.
#ifndef CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
#define CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "semaphore.h"

class PoolClosed : public std::runtime_error {
 public:
  PoolClosed() : std::runtime_error("the connection pool is closed") {}
};

template <class Conn>
class ConnectionPool {
  class State;

 public:
  class Lease {
   public:
    Lease(Lease&&) noexcept = default;  // leaves `other` without state: it gives nothing back
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
    friend class State;
    Lease(std::shared_ptr<State> state, std::unique_ptr<Conn> conn)
        : state_(std::move(state)), conn_(std::move(conn)) {}

    void GiveBack() {
      if (state_ == nullptr) return;
      state_->TakeBack(std::move(conn_), broken_);
      state_.reset();
    }

    std::shared_ptr<State> state_;  // shared with the pool: a lease may be the last one standing
    std::unique_ptr<Conn> conn_;
    bool broken_ = false;
  };

  ConnectionPool(std::size_t n, std::function<std::unique_ptr<Conn>()> make) {
    if (n == 0) throw std::invalid_argument("a pool needs room for one connection at least");
    if (!make) throw std::invalid_argument("a pool needs a way to make connections");
    state_ = std::make_shared<State>(n, std::move(make));
  }
  ~ConnectionPool() { state_->Close(); }
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  Lease Acquire() {
    state_->permits.acquire();
    return Lease(state_, state_->Connect());
  }
  std::optional<Lease> TryAcquire() { return LeaseIf(state_->permits.try_acquire()); }

  template <class Rep, class Period>
  std::optional<Lease> AcquireFor(std::chrono::duration<Rep, Period> limit) {
    return LeaseIf(state_->permits.try_acquire_for(limit));
  }

  void Close() { state_->Close(); }
  std::size_t leased() const { return state_->leased(); }
  std::size_t idle() const { return state_->idle(); }

 private:
  std::optional<Lease> LeaseIf(bool has_permit) {
    if (has_permit) return Lease(state_, state_->Connect());
    state_->ThrowIfClosed();
    return std::nullopt;
  }

  std::shared_ptr<State> state_;
};

template <class Conn>
class ConnectionPool<Conn>::State : public std::enable_shared_from_this<State> {
 public:
  State(std::size_t n, std::function<std::unique_ptr<Conn>()> make)
      : permits(static_cast<std::ptrdiff_t>(n)), make_(std::move(make)) {
    idle_.reserve(n);  // so that giving a connection back never needs memory
  }

  Semaphore permits;

  // The connection for a permit that the caller has just taken. Throws, then without the permit.
  std::unique_ptr<Conn> Connect() {
    std::unique_ptr<Conn> conn = TakeIdle();
    if (conn != nullptr) return conn;
    try {
      conn = make_();
      if (conn == nullptr) throw std::runtime_error("make gave no connection");
      ThrowIfClosed();
    } catch (...) {
      TakeBack(std::move(conn), true);
      throw;
    }
    return conn;
  }

  // First the connection is idle or gone, then its permit goes back.
  void TakeBack(std::unique_ptr<Conn> conn, bool broken) noexcept {
    std::unique_lock lock(mutex_);
    if (!broken && !closed_) {
      idle_.push_back(Lease(this->shared_from_this(), std::move(conn)));
    } else {
      lock.unlock();  // a connection may take its time to die, and may ask the pool meanwhile
      conn.reset();
      lock.lock();
    }
    --leased_;
    lock.unlock();
    permits.release();
  }

  void Close() {
    std::vector<std::unique_ptr<Conn>> doomed;  // die at the end, outside the lock
    std::lock_guard lock(mutex_);
    for (Lease& lease : idle_) doomed.push_back(std::move(lease.conn_));
    if (std::exchange(closed_, true)) return;
    permits.release();  // wakes one who waits; he sees that it is over and passes the permit on
  }

  void ThrowIfClosed() const {
    std::lock_guard lock(mutex_);
    if (closed_) throw PoolClosed();
  }
  std::size_t leased() const {
    std::lock_guard lock(mutex_);
    return leased_;
  }
  std::size_t idle() const {
    std::lock_guard lock(mutex_);
    return closed_ ? 0 : idle_.size();
  }

 private:
  // An idle connection, or null where one must be made.
  std::unique_ptr<Conn> TakeIdle() {
    std::lock_guard lock(mutex_);
    if (closed_) {
      permits.release();
      throw PoolClosed();
    }
    ++leased_;
    if (idle_.empty()) return nullptr;
    std::unique_ptr<Conn> conn = std::move(idle_.back().conn_);
    idle_.back().state_.reset();
    idle_.pop_back();
    return conn;
  }

  const std::function<std::unique_ptr<Conn>()> make_;
  mutable std::mutex mutex_;
  std::vector<Lease> idle_;  // these four are guarded by mutex_
  std::size_t leased_ = 0;   // permits out; unlike the semaphore's count it ignores
  bool closed_ = false;      // the extra permit that Close passes round
};

#endif  // CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
