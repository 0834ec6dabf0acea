// RIGHT: a queue of waiters; who gives a connection back hands it to the first of them, so it
// neither becomes idle nor lets anybody pass.
#ifndef CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
#define CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
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
  using Handle = std::unique_ptr<Conn>;

 public:
  class Lease {
   public:
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&& other) noexcept {
      Lease taken(std::move(other));
      std::swap(state_, taken.state_);
      std::swap(conn_, taken.conn_);
      std::swap(broken_, taken.broken_);
      return *this;
    }
    ~Lease() {
      if (state_ != nullptr) state_->TakeBack(std::move(conn_), broken_);
    }

    Conn* operator->() const { return conn_.get(); }
    Conn& operator*() const { return *conn_; }
    void MarkBroken() { broken_ = true; }

   private:
    friend class ConnectionPool;
    Lease(std::shared_ptr<State> state, Handle conn)
        : state_(std::move(state)), conn_(std::move(conn)) {}

    std::shared_ptr<State> state_;
    Handle conn_;
    bool broken_ = false;
  };

  ConnectionPool(std::size_t n, std::function<Handle()> make) : state_(std::make_shared<State>()) {
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
    std::vector<Handle> doomed;
    std::lock_guard lock(state_->mutex);
    state_->closed = true;
    doomed.swap(state_->idle);
    while (!state_->queue.empty()) state_->Serve(nullptr, false);
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
  struct Waiter {
    std::condition_variable served;
    bool done = false;
    bool has_permit = false;
    Handle conn;
  };

  struct State {
    std::size_t most;
    std::function<Handle()> make;
    std::mutex mutex;
    std::list<Waiter*> queue;  // these four are guarded by mutex
    std::vector<Handle> idle;
    std::size_t leased = 0;
    bool closed = false;

    // Lets the first waiter go on: with a permit and perhaps a connection, or to be sent away.
    void Serve(Handle conn, bool with_permit) {
      Waiter& first = *queue.front();
      queue.pop_front();
      first.conn = std::move(conn);
      first.done = true;
      first.has_permit = with_permit;
      first.served.notify_one();
    }

    void TakeBack(Handle conn, bool broken) noexcept {
      std::unique_lock lock(mutex);
      if (broken || closed) {
        lock.unlock();
        conn.reset();
        lock.lock();
      }
      if (!queue.empty()) return Serve(std::move(conn), true);
      if (conn != nullptr) idle.push_back(std::move(conn));
      --leased;
    }

    // False: the time ran out. True: a permit was taken, and `conn` if there was one to use again.
    bool Take(Clock::time_point deadline, Handle& conn) {
      std::unique_lock lock(mutex);
      if (closed) throw PoolClosed();
      if (leased < most) {
        ++leased;
        if (idle.empty()) return true;
        conn = std::move(idle.back());
        idle.pop_back();
        return true;
      }
      return Wait(lock, deadline, conn);
    }

    bool Wait(std::unique_lock<std::mutex>& lock, Clock::time_point deadline, Handle& conn) {
      Waiter self;
      queue.push_back(&self);
      if (!self.served.wait_until(lock, deadline, [&] { return self.done; })) {
        queue.remove(&self);
        return false;
      }
      if (!self.has_permit) throw PoolClosed();
      conn = std::move(self.conn);
      return true;
    }

    Handle Make() {
      Handle conn;
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
    Handle conn;
    if (!state_->Take(deadline, conn)) return std::nullopt;
    if (conn == nullptr) conn = state_->Make();
    return Lease(state_, std::move(conn));
  }

  std::shared_ptr<State> state_;
};

#endif  // CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
