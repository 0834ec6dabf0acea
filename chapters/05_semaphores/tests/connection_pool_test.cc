#include "connection_pool.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "checker/testing/workbook_test.h"

namespace {

using checker::MeetingPoint;
using checker::RunTogether;
using std::chrono::hours;
using std::chrono::milliseconds;

// Tallies that order nothing between threads, so that they hide no data race.
using Tally = std::atomic<int>;
int Raise(Tally& tally) { return tally.fetch_add(1, std::memory_order_relaxed) + 1; }
int Lower(Tally& tally) { return tally.fetch_sub(1, std::memory_order_relaxed) - 1; }
int Read(const Tally& tally) { return tally.load(std::memory_order_relaxed); }

// What the connections of one test case have in common.
struct Server {
  explicit Server(int most) : most(most) {}
  const int most;  // connections that may be alive at once
  Tally alive{0}, opened{0};
  std::function<void()> on_open = [] {};
  std::function<void()> on_close = [] {};
};

struct Connection {
  explicit Connection(Server& server) : server(server) {
    EXPECT_LE(Raise(server.alive), server.most) << "more connections alive than the pool may have";
    Raise(server.opened);
  }
  ~Connection() {
    server.on_close();
    Lower(server.alive);
  }
  Server& server;
  int uses = 0;  // plain: a connection is used by one thread at a time
};

using Pool = ConnectionPool<Connection>;

// What a `make` may throw: anything, not only what the standard library knows.
struct NoAnswer {};

std::function<std::unique_ptr<Connection>()> MakerFor(Server& server) {
  return [&server] {
    server.on_open();
    return std::make_unique<Connection>(server);
  };
}

// Whether the pool is closed for whoever tries this.
template <class Try>
bool SaysClosed(Try get_lease) {
  try {
    get_lease();
  } catch (const PoolClosed&) {
    return true;
  }
  return false;
}

GRADED_TEST(ConnectionPool, LendsAConnectionAndKeepsItForTheNext, 1) {
  Server server(2);
  Pool pool(2, MakerFor(server));
  EXPECT_EQ(pool.leased() + pool.idle(), 0u) << "nothing is opened before somebody asks";
  {
    auto lease = pool.Acquire();
    lease->uses = 7;
    EXPECT_EQ((*lease).uses, 7);
    EXPECT_EQ(pool.leased(), 1u);
    EXPECT_EQ(pool.idle(), 0u);
  }
  EXPECT_EQ(pool.leased(), 0u);
  EXPECT_EQ(pool.idle(), 1u) << "what was given back waits for its next use";
  auto again = pool.TryAcquire();
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ((*again)->uses, 7) << "an idle connection goes out before a new one is made";
  auto other = pool.Acquire();
  EXPECT_EQ(other->uses, 0);
  EXPECT_EQ(Read(server.opened), 2);
  EXPECT_FALSE(pool.TryAcquire().has_value()) << "both are lent";
}

GRADED_TEST(ConnectionPool, RefusesAPoolThatCanNeverLend, 1) {
  Server server(1);
  EXPECT_TRUE(Pool(1, MakerFor(server)).TryAcquire().has_value());
  EXPECT_THROW(Pool(0, MakerFor(server)), std::invalid_argument) << "no room for a connection";
  EXPECT_THROW(Pool(1, nullptr), std::invalid_argument) << "no way to make a connection";
}

GRADED_TEST(ConnectionPool, NeverHasMoreThanItsNumberAlive, 2) {
  Server server(2);
  Pool pool(2, MakerFor(server));
  RunTogether(3, [&](int thread) {
    auto lease = pool.Acquire();
    ++lease->uses;
    if (thread == 0) lease.MarkBroken();
    EXPECT_LE(pool.idle(), 1u) << "of two connections one is lent at least";
  });
  EXPECT_EQ(pool.leased(), 0u);
}

GRADED_TEST(ConnectionPool, AReturnedConnectionIsIdleBeforeItsPermitGoesBack, 2) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  RunTogether({[&] { ++pool.Acquire()->uses; },
               [&] {
                 auto lease = pool.AcquireFor(hours::max());
                 ASSERT_TRUE(lease.has_value()) << "the longest time is for ever";
                 ++(*lease)->uses;
               },
               [&] {
                 auto lease = pool.TryAcquire();
                 if (lease) ++(*lease)->uses;
               }});
  EXPECT_EQ(Read(server.opened), 1) << "the first connection could have been used again";
  EXPECT_EQ(pool.idle(), 1u);
}

GRADED_TEST(ConnectionPool, WhoWaitsForAConnectionSleeps, 1) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  const milliseconds long_time = checker::Controlled() ? hours(100) : milliseconds(20);
  RunTogether(2, [&](int) {
    auto lease = pool.Acquire();
    checker::WorkFor(long_time);
    ++lease->uses;
  });
}

GRADED_TEST(ConnectionPool, ABrokenConnectionIsGoneBeforeItsPermitGoesBack, 2) {
  Server server(1);
  server.on_close = [] { checker::WorkFor(milliseconds(1)); };
  Pool pool(1, MakerFor(server));
  RunTogether(2, [&](int) { pool.Acquire().MarkBroken(); });
  EXPECT_EQ(Read(server.opened), 2);
  EXPECT_EQ(Read(server.alive), 0) << "both were broken";
  EXPECT_EQ(pool.leased(), 0u);
}

GRADED_TEST(ConnectionPool, ABrokenConnectionIsNotLentAgain, 1) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  {
    auto lease = pool.Acquire();
    lease->uses = 7;
    lease.MarkBroken();
    auto moved = std::move(lease);
    EXPECT_EQ(moved->uses, 7) << "it is good for its holder until it is given back";
  }
  EXPECT_EQ(pool.idle(), 0u) << "a broken connection must not be kept";
  EXPECT_EQ(Read(server.alive), 0) << "a broken connection must die";
  EXPECT_EQ(pool.Acquire()->uses, 0) << "a broken connection was lent again";
}

GRADED_TEST(ConnectionPool, WhetherItIsBrokenGoesWithTheConnection, 1) {
  Server server(2);
  Pool pool(2, MakerFor(server));
  {
    auto good = pool.Acquire(), broken = pool.Acquire();
    broken.MarkBroken();
    good = std::move(broken);  // the good one goes back
    EXPECT_EQ(pool.idle(), 1u) << "a good one died for another's fault";
  }
  EXPECT_EQ(pool.idle(), 1u) << "the broken one was kept";
  {
    auto good = pool.Acquire(), broken = pool.Acquire();
    broken.MarkBroken();
    broken = std::move(good);  // the broken one dies
  }
  EXPECT_EQ(pool.idle(), 1u) << "a good one died for another's fault, or a broken one was kept";
}

GRADED_TEST(ConnectionPool, ALeaseIsGivenBackOnceHoweverOftenItMoved, 2) {
  Server server(2);
  Pool pool(2, MakerFor(server));
  {
    auto first = pool.Acquire();
    {
      auto moved = std::move(first);
      EXPECT_EQ(pool.leased(), 1u);
      first = std::move(moved);
    }
    EXPECT_EQ(pool.leased(), 1u) << "a lease that was moved from gives nothing back";
    EXPECT_EQ(pool.idle(), 0u);
    auto second = pool.Acquire();
    second->uses = 2;
    first = std::move(second);
    EXPECT_EQ(pool.leased(), 1u) << "what `first` held goes back when another is moved into it";
    EXPECT_EQ(pool.idle(), 1u);
    EXPECT_EQ(first->uses, 2);
  }
  EXPECT_EQ(pool.leased(), 0u);
  EXPECT_EQ(pool.idle(), 2u);
}

GRADED_TEST(ConnectionPool, ALeaseMayOutliveThePool, 2) {
  Server server(3);
  alignas(Pool) unsigned char memory[sizeof(Pool)];
  Pool* pool = new (memory) Pool(3, MakerFor(server));
  {
    auto lease = pool->Acquire();
    std::optional other(pool->Acquire());
    pool->Acquire();
    pool->~Pool();
    std::memset(memory, 0xA5, sizeof(memory));  // the pool's memory serves another purpose now
    EXPECT_EQ(Read(server.alive), 2) << "the idle one is gone with the pool, the leased are not";
    other.reset();
    EXPECT_EQ(Read(server.alive), 1) << "kept for a pool that is gone";
    lease->uses = 1;
  }
  EXPECT_EQ(Read(server.alive), 0) << "the leased one dies when it is given back";
}

GRADED_TEST(ConnectionPool, APoolThatIsGoneLeavesNothingBehind, 1) {
  Server server(2);
  const auto before = checker::LiveAllocations();
  {
    Pool pool(2, MakerFor(server));
    auto lease = pool.Acquire();
    ++lease->uses;
    pool.Acquire();
  }
  EXPECT_EQ(Read(server.alive), 0);
  checker::ExpectNothingLeft(before, "the pool, its list and its connections");
}

GRADED_TEST(ConnectionPool, TwoSlowConnectsOverlap, 2) {
  Server server(2);
  MeetingPoint both_connecting(2);
  server.on_open = [&] { both_connecting.Meet(); };
  Pool pool(2, MakerFor(server));
  RunTogether(2, [&](int) { pool.Acquire(); });
}

GRADED_TEST(ConnectionPool, ADyingConnectionMayAskThePool, 2) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  server.on_open = [&] {
    EXPECT_EQ(pool.leased(), 1u) << "a permit is out for what is being made";
  };
  server.on_close = [&] { EXPECT_EQ(pool.leased() + pool.idle(), 1u) << "it is still dying"; };
  RunTogether(2, [&](int) { pool.Acquire().MarkBroken(); });
  pool.Acquire();
  server.on_close = [&] { EXPECT_EQ(pool.leased(), 0u) << "it was idle, nobody had a lease"; };
  pool.Close();
  EXPECT_EQ(Read(server.alive), 0);
}

GRADED_TEST(ConnectionPool, AMakeThatFailsGivesThePermitBack, 2) {
  Server server(1);
  Tally calls{0};
  Pool pool(1, [&]() -> std::unique_ptr<Connection> {
    const int call = Raise(calls);
    if (call == 1) throw NoAnswer();
    if (call == 2) return nullptr;
    return std::make_unique<Connection>(server);
  });
  Tally no_answers{0}, nulls{0};
  RunTogether(3, [&](int) {
    try {
      ++pool.Acquire()->uses;
    } catch (const NoAnswer&) {
      Raise(no_answers);
    } catch (const std::runtime_error&) {
      Raise(nulls);
    }
  });
  EXPECT_EQ(Read(no_answers), 1) << "what make throws reaches whoever asked";
  EXPECT_EQ(Read(nulls), 1) << "a null is a std::runtime_error";
  EXPECT_EQ(pool.leased(), 0u) << "who got no connection has no permit";
  EXPECT_TRUE(pool.TryAcquire().has_value());
}

GRADED_TEST(ConnectionPool, TheTimeLimitIsForTheWaitAlone, 1) {
  Server server(1);
  server.on_open = [] { checker::WorkFor(milliseconds(50)); };
  Pool pool(1, MakerFor(server));
  auto lease = pool.AcquireFor(milliseconds(0));
  ASSERT_TRUE(lease.has_value()) << "a permit was there; a slow connect is no reason to give up";
  EXPECT_FALSE(pool.AcquireFor(milliseconds(-1)).has_value());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(pool.AcquireFor(milliseconds(10)).has_value());
  const auto waited = std::chrono::steady_clock::now() - start;
  EXPECT_GE(waited, milliseconds(10)) << "gave up too early";
  if (checker::Controlled()) EXPECT_LT(waited, milliseconds(15)) << "10 ms from the call";
  EXPECT_EQ(pool.leased(), 1u) << "who gave up has no permit";
  lease.reset();
  EXPECT_TRUE(pool.AcquireFor(hours::min()).has_value()) << "takes what is there";
}

GRADED_TEST(ConnectionPool, CloseWakesAllWhoWait, 2) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  auto lease = pool.Acquire();
  RunTogether({[&] { EXPECT_TRUE(SaysClosed([&] { pool.Acquire(); })); },
               [&] { EXPECT_TRUE(SaysClosed([&] { pool.AcquireFor(hours::max()); })); },
               [&] { pool.Close(); }});
  EXPECT_TRUE(SaysClosed([&] { pool.TryAcquire(); })) << "every later call finds it closed";
  EXPECT_EQ(pool.leased(), 1u) << "who was sent away has no permit";
  lease->uses = 1;
  EXPECT_EQ(Read(server.alive), 1) << "what is lent stays good";
  {
    auto last = std::move(lease);
    EXPECT_EQ(last->uses, 1);
  }
  EXPECT_EQ(Read(server.alive), 0) << "and dies when it is given back";
  EXPECT_EQ(pool.leased() + pool.idle(), 0u);
}

GRADED_TEST(ConnectionPool, WhatComesBackDuringCloseDies, 1) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  std::optional lease(pool.Acquire());
  RunTogether({[&] { lease.reset(); }, [&] { pool.Close(); }});
  EXPECT_EQ(Read(server.alive), 0) << "the pool is closed: nobody would ever use it again";
  EXPECT_EQ(pool.leased() + pool.idle(), 0u);
}

GRADED_TEST(ConnectionPool, NothingIsHandedOutAfterClose, 2) {
  Server server(1);
  Pool pool(1, MakerFor(server));
  server.on_close = [&] { pool.leased(); };  // it may ask, after Close as well
  std::optional lease(pool.Acquire());
  RunTogether({[&] {
                 EXPECT_TRUE(SaysClosed([&] { pool.Acquire(); }))
                     << "the only connection came back after Close, but was lent again";
               },
               [&] {
                 pool.Close();
                 EXPECT_TRUE(SaysClosed([&] { pool.TryAcquire(); })) << "no lease is no answer";
                 lease.reset();
                 EXPECT_TRUE(SaysClosed([&] { pool.TryAcquire(); }));
                 EXPECT_TRUE(SaysClosed([&] { pool.AcquireFor(milliseconds(0)); }));
               }});
  EXPECT_EQ(Read(server.alive), 0);
  EXPECT_EQ(Read(server.opened), 1);
}

GRADED_TEST(ConnectionPool, IdleConnectionsAreGoneWhenCloseReturns, 2) {
  Server server(2);
  Pool pool(2, MakerFor(server));
  auto lease = pool.Acquire();
  pool.Acquire();
  EXPECT_EQ(pool.idle(), 1u);
  pool.Close();
  ++lease->uses;
  EXPECT_EQ(Read(server.alive), 1) << "the idle one must be gone, the leased one must not";
  EXPECT_EQ(pool.idle(), 0u);
  pool.Close();  // once more does no harm
  EXPECT_EQ(pool.leased(), 1u);
  EXPECT_TRUE(SaysClosed([&] { pool.Acquire(); })) << "a permit is free, but the pool is closed";
}

GRADED_TEST(ConnectionPool, AConnectionBeingMadeDuringCloseIsDropped, 2) {
  Server server(1);
  MeetingPoint connecting(2);
  std::atomic<bool> closed{false};
  bool closed_before_made = false;
  server.on_open = [&] {
    connecting.Meet();
    checker::WorkFor(milliseconds(1));
    closed_before_made = closed.load(std::memory_order_relaxed);
  };
  Pool pool(1, MakerFor(server));
  server.on_close = [&] { pool.leased(); };  // what is dropped may ask as well
  RunTogether({[&] {
                 const bool refused = SaysClosed([&] { pool.Acquire(); });
                 EXPECT_TRUE(refused || !closed_before_made) << "lent by a closed pool";
               },
               [&] {
                 connecting.Meet();
                 pool.Close();
                 closed.store(true, std::memory_order_relaxed);
               }});
  EXPECT_EQ(Read(server.alive), 0);
  EXPECT_EQ(pool.leased() + pool.idle(), 0u);
}

}  // namespace
