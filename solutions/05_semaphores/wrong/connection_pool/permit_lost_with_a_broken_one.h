// WRONG: a broken connection takes its permit with it.
// After n broken connections the pool lends nothing for ever.
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
  // What leases need. They share it with the pool: a lease may be the last one standing.
  struct State {
    State(std::size_t n, std::function<std::unique_ptr<Conn>()> maker)
        : permits(static_cast<std::ptrdiff_t>(n)), make(std::move(maker)) {
      idle.reserve(n);  // so that giving a connection back never needs memory
    }

    Semaphore permits;
    const std::function<std::unique_ptr<Conn>()> make;
    mutable std::mutex mutex;
    std::vector<std::unique_ptr<Conn>> idle;  // guarded by mutex, like the next two
    std::size_t leased = 0;  // permits out; the semaphore's own count has Close's permit as well
    bool closed = false;

    // The connection for a permit that the caller has just taken. If it throws, the permit is back.
    std::unique_ptr<Conn> Connect() {
      std::unique_ptr<Conn> conn = TakeIdle();
      if (conn != nullptr) return conn;
      try {
        conn = make();  // without the lock: it may take its time
        if (conn == nullptr) throw std::runtime_error("make gave no connection");
        ThrowIfClosed();
      } catch (...) {
        TakeBack(std::move(conn), true);
        throw;
      }
      return conn;
    }

    // Null where a connection must be made.
    std::unique_ptr<Conn> TakeIdle() {
      std::lock_guard lock(mutex);
      if (closed) {
        permits.release();  // for the next one who waits: he is sent away as well
        throw PoolClosed();
      }
      ++leased;
      if (idle.empty()) return nullptr;
      std::unique_ptr<Conn> conn = std::move(idle.back());
      idle.pop_back();
      return conn;
    }

    // First the connection is idle or gone, then its permit goes back.
    void TakeBack(std::unique_ptr<Conn> conn, bool broken) {
      std::unique_lock lock(mutex);
      if (!broken && !closed) {
        idle.push_back(std::move(conn));
      } else {
        lock.unlock();  // a connection may take its time to die, and may ask the pool meanwhile
        conn.reset();
        lock.lock();
        --leased;
        return;
      }
      --leased;
      permits.release();
    }

    void ThrowIfClosed() const {
      std::lock_guard lock(mutex);
      if (closed) throw PoolClosed();
    }
  };

 public:
  class Lease {
   public:
    Conn* operator->() const { return conn_.get(); }
    Conn& operator*() const { return *conn_; }
    void MarkBroken() { conn_.get_deleter().broken = true; }

   private:
    friend class ConnectionPool;
    struct GiveBack {
      std::shared_ptr<State> state;
      bool broken = false;
      void operator()(Conn* conn) { state->TakeBack(std::unique_ptr<Conn>(conn), broken); }
    };
    explicit Lease(const std::shared_ptr<State>& state)
        : conn_(state->Connect().release(), GiveBack{state}) {}

    std::unique_ptr<Conn, GiveBack> conn_;  // moves, and gives back once, without our help
  };

  ConnectionPool(std::size_t n, std::function<std::unique_ptr<Conn>()> make) {
    if (n == 0) throw std::invalid_argument("a pool needs room for one connection at least");
    if (!make) throw std::invalid_argument("a pool needs a way to make connections");
    state_ = std::make_shared<State>(n, std::move(make));
  }
  ~ConnectionPool() { Close(); }
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  Lease Acquire() {
    state_->permits.acquire();
    return Lease(state_);
  }
  std::optional<Lease> TryAcquire() { return LeaseIf(state_->permits.try_acquire()); }
  template <class Rep, class Period>
  std::optional<Lease> AcquireFor(std::chrono::duration<Rep, Period> limit) {
    return LeaseIf(state_->permits.try_acquire_for(limit));
  }

  void Close() {
    std::vector<std::unique_ptr<Conn>> doomed;  // die at the end, when the lock is open again
    std::lock_guard lock(state_->mutex);
    doomed.swap(state_->idle);
    if (std::exchange(state_->closed, true)) return;
    state_->permits.release();  // wakes one who waits; he passes the permit on to the next
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
  std::optional<Lease> LeaseIf(bool has_permit) {
    if (has_permit) return Lease(state_);
    state_->ThrowIfClosed();
    return std::nullopt;
  }

  std::shared_ptr<State> state_;
};

#endif  // CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
