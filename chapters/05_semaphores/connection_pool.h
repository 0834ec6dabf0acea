// At most n connections, lent to one thread each and used again.
//
// Thread safety: the pool's functions may be called by any thread; a lease is for one at a time.
#ifndef CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
#define CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

#include "checker/testing/not_written_yet.h"
#include "semaphore.h"  // given: Semaphore, complete

// What waiters and later callers get once the pool is closed.
class PoolClosed : public std::runtime_error {
 public:
  PoolClosed() : std::runtime_error("the connection pool is closed") {}
};

template <class Conn>
class ConnectionPool {
 public:
  // The use of one connection. Given back, once, by its destructor or when another lease is moved
  // into it; one that was moved from has nothing to give back. It may outlive the pool.
  class Lease {
   public:
    // TODO: moving, and a destructor that gives the connection back.
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) noexcept = default;

    // The connection.
    Conn* operator->() const { checker::NotWrittenYet("the connection that was lent"); }
    Conn& operator*() const { checker::NotWrittenYet("the connection that was lent"); }

    // The connection is no good any more: when it is given back it dies.
    // TODO: remember it until the connection is given back.
    void MarkBroken() { checker::NotWrittenYet("remember it until the connection is given back"); }
  };

  // At most n connections are ever alive; `make` opens a new one (null: it could not). Throws
  // std::invalid_argument for n = 0 and for an empty `make`.
  // TODO: keep what leases need where it can outlive the pool.
  ConnectionPool(std::size_t /*n*/, std::function<std::unique_ptr<Conn>()> /*make*/) {}
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // Waits until there is a permit; lends an idle connection, else makes one. Throws PoolClosed,
  // std::runtime_error when `make` gave null, and whatever `make` throws.
  // TODO: first the permit, then the connection.
  Lease Acquire() { checker::NotWrittenYet("first the permit, then the connection"); }

  // The same, but does not wait for a permit: then there is no lease.
  // TODO: as Acquire, without waiting.
  std::optional<Lease> TryAcquire() { checker::NotWrittenYet("as Acquire, without waiting"); }

  // The same, but waits no longer than `limit` for the permit.
  // TODO: as Acquire, with a limit for the wait alone.
  template <class Rep, class Period>
  std::optional<Lease> AcquireFor(std::chrono::duration<Rep, Period> /*limit*/) {
    checker::NotWrittenYet("the limit is for the wait, not for making the connection");
  }

  // Waiters and later callers get PoolClosed. Idle connections are gone when the first Close
  // returns; leased ones stay good and die when they come back. The destructor calls it.
  // TODO: wake all who wait, drop what is idle.
  void Close() { checker::NotWrittenYet("wake all who wait, drop what is idle"); }

  // Permits that are out: in leases, for connections being made, for broken ones still dying.
  // TODO: count them.
  std::size_t leased() const { checker::NotWrittenYet("count the permits that are out"); }

  // Connections that wait to be used again.
  // TODO: count them.
  std::size_t idle() const { checker::NotWrittenYet("count the connections in store"); }
};

#endif  // CHAPTERS_05_SEMAPHORES_CONNECTION_POOL_H_
