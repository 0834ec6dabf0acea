#include "refcount.h"

#include <array>
#include <atomic>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

// An object that tells when it is destroyed, and may own another one.
template <class Count>
struct Node : Counted<Count> {
  explicit Node(std::atomic<int>& d) : deaths(d) {}
  // Reads all that was written: whoever destroys it must see what others wrote before they let go.
  ~Node() override {
    for (const int note : notes) EXPECT_GE(note, 0);
    deaths.fetch_add(1, std::memory_order_relaxed);
  }

  std::atomic<int>& deaths;
  std::array<int, 3> notes{};  // a place for each thread
  Ref<Node> next;
};

template <class Count>
Ref<Node<Count>> Make(std::atomic<int>& deaths) {
  return Ref<Node<Count>>::Adopt(new Node<Count>(deaths));
}

// So many have been destroyed by now; fewer are a leak.
void ExpectDeaths(const std::atomic<int>& deaths, int expected, const char* why) {
  checker::ExpectReleased(why, deaths >= expected);
  EXPECT_LE(deaths, expected) << why;
}

using Atomic = Node<AtomicCount>;
using Biased = Node<BiasedCount>;

// ---- The plain and the atomic count.

template <class Count>
void ExpectToCount() {
  Count count;
  EXPECT_EQ(count.value(), 1) << "a count begins with 1";
  count.Incref();
  count.Incref();
  EXPECT_EQ(count.value(), 3);
  EXPECT_FALSE(count.Decref());
  EXPECT_FALSE(count.Decref());
  EXPECT_EQ(count.value(), 1);
  EXPECT_TRUE(count.Decref()) << "the last reference is given back";
}

GRADED_TEST(Refcount, EachCountBeginsWithOneAndTellsTheLast, 1) {
  ExpectToCount<PlainCount>();
  ExpectToCount<AtomicCount>();
  ExpectToCount<BiasedCount>();
}

GRADED_TEST(Refcount, APlainCountHasNoAtomicsAndIsRightUnderTheGil, 1) {
  PlainCount count;
  std::mutex gil;
  std::atomic<int> last{0};
  for (int i = 0; i < 3; ++i) count.Incref();
  checker::RunTogether(2, [&](int) {
    const auto before = ReadModifyWritesByThisThread();
    for (int i = 0; i < 2; ++i) {
      std::lock_guard lock(gil);
      if (count.Decref()) last.fetch_add(1, std::memory_order_relaxed);
    }
    EXPECT_EQ(ReadModifyWritesByThisThread() - before, 0) << "the GIL guards it: no atomics";
  });
  EXPECT_EQ(last, 1);
}

GRADED_TEST(Refcount, AnAtomicCountLosesNothing, 1) {
  AtomicCount count;
  checker::RunTogether(2, [&](int i) {
    count.Incref();
    EXPECT_FALSE(count.Decref()) << "the first reference is held by the test";
    if (i == 0) count.Incref();
  });
  EXPECT_EQ(count.value(), 2);
}

GRADED_TEST(Refcount, OfManyWhoLetGoOneIsTheLast, 2) {
  AtomicCount count;
  std::atomic<int> last{0};
  count.Incref();
  count.Incref();
  checker::RunTogether(3, [&](int) {
    if (count.Decref()) last.fetch_add(1, std::memory_order_relaxed);
  });
  EXPECT_EQ(last, 1) << "Decref is true once, for the last";
}

GRADED_TEST(Refcount, TheLastSeesWhatOthersWroteBeforeTheyLetGo, 2) {
  AtomicCount count;
  std::array<int, 3> notes{};
  count.Incref();
  count.Incref();
  checker::RunTogether(3, [&](int i) {
    notes[i] = 1;
    if (count.Decref()) EXPECT_EQ(notes[0] + notes[1] + notes[2], 3);
  });
}

GRADED_TEST(Refcount, AValueMayBeReadAtAnyTime, 1) {
  AtomicCount count;
  checker::RunTogether({
      [&] { count.Incref(); },
      [&] {
        checker::ExpectOneOf(count.value(), {1L, 2L});
      },
  });
  EXPECT_EQ(count.value(), 2);
}

// ---- Ref.

template <class Count>
void ExpectAdoptToTakeOverAndBorrowToAdd() {
  std::atomic<int> deaths{0};
  auto* const node = new Node<Count>(deaths);
  {
    const auto adopted = Ref<Node<Count>>::Adopt(node);
    EXPECT_EQ(node->refs().value(), 1) << "Adopt takes over the maker's count";
    EXPECT_EQ(adopted.get(), node);
    {
      const auto borrowed = Ref<Node<Count>>::Borrow(node);
      EXPECT_EQ(node->refs().value(), 2) << "Borrow adds a count of its own";
      EXPECT_EQ(&*borrowed, node);
    }
    EXPECT_EQ(node->refs().value(), 1);
    EXPECT_EQ(deaths, 0);
  }
  ExpectDeaths(deaths, 1, "the last reference is gone");
}

GRADED_TEST(Refcount, AdoptTakesOverACountAndBorrowAddsOne, 1) {
  ExpectAdoptToTakeOverAndBorrowToAdd<PlainCount>();
  ExpectAdoptToTakeOverAndBorrowToAdd<AtomicCount>();
  ExpectAdoptToTakeOverAndBorrowToAdd<BiasedCount>();
}

GRADED_TEST(Refcount, NullIsAnEmptyRef, 1) {
  Ref<Atomic> none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.get(), nullptr);
  EXPECT_FALSE(Ref<Atomic>::Adopt(nullptr));
  EXPECT_FALSE(Ref<Atomic>::Borrow(nullptr));
  Ref<Atomic> copy = none, other;
  other = copy;
  other = std::move(copy);
  EXPECT_FALSE(other);
  std::atomic<int> deaths{0};
  auto some = Make<AtomicCount>(deaths);
  EXPECT_TRUE(some);
  some = none;
  ExpectDeaths(deaths, 1, "nothing was assigned: the old reference is gone");
}

GRADED_TEST(Refcount, CopiesAddACountMovesAndSwapDoNot, 1) {
  std::atomic<int> deaths{0}, others_deaths{0};
  auto ref = Make<AtomicCount>(deaths);
  auto& count = ref->refs();
  Ref<Atomic> copy = ref;
  EXPECT_EQ(count.value(), 2) << "a copy is one reference more";
  EXPECT_EQ(copy.get(), ref.get());
  Ref<Atomic> moved = std::move(copy);
  EXPECT_EQ(count.value(), 2) << "a move is not";
  EXPECT_FALSE(copy) << "who is moved from is empty";
  auto other = Make<AtomicCount>(others_deaths);
  Atomic* const others = other.get();
  other.swap(moved);
  EXPECT_EQ(other.get(), ref.get());
  EXPECT_EQ(moved.get(), others);
  EXPECT_EQ(count.value(), 2);
  EXPECT_EQ(others->refs().value(), 1);
  EXPECT_EQ(deaths + others_deaths, 0);
  static_assert(std::is_nothrow_move_constructible_v<Ref<Atomic>>);
  static_assert(std::is_nothrow_move_assignable_v<Ref<Atomic>>);
}

GRADED_TEST(Refcount, AnAssignmentLetsTheOldOneGo, 1) {
  std::atomic<int> deaths{0}, others_deaths{0};
  auto ref = Make<AtomicCount>(deaths);
  const auto other = Make<AtomicCount>(others_deaths);
  ref = other;
  ExpectDeaths(deaths, 1, "all references are given back");
  EXPECT_EQ(other->refs().value(), 2);
  Ref<Atomic> third = other;
  ref = std::move(third);
  EXPECT_FALSE(third) << "who is moved from is empty";
  EXPECT_EQ(other->refs().value(), 2);
  ref = Ref<Atomic>();
  EXPECT_EQ(other->refs().value(), 1);
  EXPECT_EQ(others_deaths, 0);
}

GRADED_TEST(Refcount, AssigningItselfChangesNothing, 1) {
  std::atomic<int> deaths{0};
  auto ref = Make<AtomicCount>(deaths);
  const Ref<Atomic>& itself = ref;
  ref = itself;
  EXPECT_EQ(deaths, 0) << "r = r";
  EXPECT_EQ(ref->refs().value(), 1);
  ref = std::move(const_cast<Ref<Atomic>&>(itself));
  EXPECT_EQ(deaths, 0) << "r = std::move(r)";
  ASSERT_TRUE(ref) << "r = std::move(r)";
  EXPECT_EQ(ref->refs().value(), 1);
  ref.swap(ref);
  ref = Ref<Atomic>::Borrow(ref.get());
  EXPECT_EQ(ref->refs().value(), 1);
}

template <class Count>
void ExpectToWalk() {
  std::atomic<int> deaths{0};
  auto ref = Make<Count>(deaths);
  ref->next = Make<Count>(deaths);
  ref->next->next = Make<Count>(deaths);
  ref = ref->next;
  ExpectDeaths(deaths, 1, "r = r->next");
  EXPECT_EQ(ref->refs().value(), 1);
  ref = std::move(ref->next);
  ExpectDeaths(deaths, 2, "r = std::move(r->next)");
  ref = ref->next;
  ExpectDeaths(deaths, 3, "the last one has no next");
  EXPECT_FALSE(ref);
}

GRADED_TEST(Refcount, WhatTheOldObjectOwnsCanBeAssigned, 2) {
  ExpectToWalk<PlainCount>();
  ExpectToWalk<AtomicCount>();
  ExpectToWalk<BiasedCount>();
}

GRADED_TEST(Refcount, ThreadsThatShareAnObjectDestroyItOnce, 1) {
  std::atomic<int> deaths{0};
  auto ref = Make<AtomicCount>(deaths);
  std::array<Ref<Atomic>, 3> refs{ref, ref, std::move(ref)};
  checker::RunTogether(3, [&](int i) {
    refs[i]->notes[i] = 1;
    Ref<Atomic> copy = refs[i];
    refs[i] = Ref<Atomic>();
  });
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, ARefThatIsOnlyReadMayBeCopiedByMany, 1) {
  std::atomic<int> deaths{0};
  {
    const auto ref = Make<AtomicCount>(deaths);
    checker::RunTogether(2, [&](int i) {
      Ref<Atomic> copy = ref;
      const auto borrowed = Ref<Atomic>::Borrow(ref.get());
      copy = borrowed;
      copy->notes[i] = 1;
    });
    EXPECT_EQ(ref->refs().value(), 1);
    EXPECT_EQ(deaths, 0);
  }
  ExpectDeaths(deaths, 1, "all references are given back");
}

// ---- The biased count. The thread that makes a node owns its count.

GRADED_TEST(Refcount, TheOwnerOfABiasedCountPaysNothing, 2) {
  BiasedCount count;
  const auto before = ReadModifyWritesByThisThread();
  for (int i = 0; i < 3; ++i) count.Incref();
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(count.Decref());
  EXPECT_EQ(ReadModifyWritesByThisThread() - before, 0) << "a load and a store will do";
  checker::RunTogether({[&] {
    count.Incref();
    EXPECT_FALSE(count.Decref());
    count.Incref();  // and keeps it
  }});
  const auto then = ReadModifyWritesByThisThread();
  count.Incref();
  EXPECT_FALSE(count.Decref());
  EXPECT_EQ(ReadModifyWritesByThisThread() - then, 0) << "nor when others count, too";
  EXPECT_EQ(count.value(), 3);
  EXPECT_FALSE(count.Decref());
  EXPECT_FALSE(count.Decref()) << "a stranger has one";
  EXPECT_EQ(count.value(), 1);
  EXPECT_TRUE(count.Decref());
}

GRADED_TEST(Refcount, StrangersLoseNothing, 1) {
  BiasedCount count;
  checker::RunTogether({
      [&] {
        count.Incref();
        EXPECT_FALSE(count.Decref());
        count.Incref();
      },
      [&] {
        count.Incref();
        count.Incref();
        EXPECT_FALSE(count.Decref());
      },
  });
  EXPECT_EQ(count.value(), 3);
  EXPECT_FALSE(count.Decref());
  EXPECT_FALSE(count.Decref());
  EXPECT_TRUE(count.Decref());
}

GRADED_TEST(Refcount, TheOwnerCountsBesideStrangers, 1) {
  checker::RunTogether({[] {
    BiasedCount count;
    std::thread stranger([&] {
      count.Incref();
      EXPECT_FALSE(count.Decref());
      count.Incref();
    });
    count.Incref();
    EXPECT_FALSE(count.Decref());
    count.Incref();
    stranger.join();
    EXPECT_EQ(count.value(), 3);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(count.Decref(), i == 2);
  }});
}

GRADED_TEST(Refcount, WhoeverIsTheLastOwnerOrStrangerDestroysOnce, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  std::thread stranger([theirs = Ref<Biased>::Borrow(mine.get())]() mutable {
    Ref<Biased> copy = theirs;
    copy->notes[1] = 1;
  });
  mine->notes[0] = 1;
  mine = Ref<Biased>();
  stranger.join();
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, ABorrowedCountOfAStrangerKeepsTheObject, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  Ref<Biased> theirs;
  checker::RunTogether({[&] { theirs = Ref<Biased>::Borrow(mine.get()); }});
  mine = Ref<Biased>();
  BiasedCount::Poll();
  EXPECT_EQ(deaths, 0) << "a stranger still has a reference";
  EXPECT_EQ(theirs->refs().value(), 1);
  checker::RunTogether({[&] { theirs = Ref<Biased>(); }});
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, AReferenceOfTheOwnersMayBeGivenBackByAStranger, 2) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  checker::RunTogether({[theirs = mine]() mutable { theirs = Ref<Biased>(); }});
  EXPECT_EQ(deaths, 0) << "the shared part is below zero; that is not zero";
  EXPECT_EQ(mine->refs().value(), 1) << "the test's own reference";
  BiasedCount::Poll();
  EXPECT_EQ(deaths, 0) << "the owner still has a reference";
  EXPECT_EQ(mine->refs().value(), 1) << "merging changes no sum";
  {
    const Ref<Biased> copy = mine;
    EXPECT_EQ(mine->refs().value(), 2);
  }
  mine = Ref<Biased>();
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, WhenStrangersGiveBackAllPollDestroysInTheOwnersThread, 1) {
  std::thread::id destroyed_by{};
  int calls = 0, notes[2] = {};
  BiasedCount count([&] {
    destroyed_by = std::this_thread::get_id();
    ++calls;
    EXPECT_EQ(notes[0] + notes[1], 2) << "sees what others wrote before they let go";
  });
  count.Incref();
  checker::RunTogether(2, [&](int i) {
    notes[i] = 1;
    EXPECT_FALSE(count.Decref()) << "only the owner can know";
    BiasedCount::Poll();  // the queue is another thread's
  });
  EXPECT_EQ(calls, 0) << "the owner has not polled yet";
  BiasedCount::Poll();
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(destroyed_by, std::this_thread::get_id());
  BiasedCount::Poll();
  EXPECT_EQ(calls, 1) << "a second Poll finds nothing";
}

GRADED_TEST(Refcount, AfterTheMergeAllCountInTheSharedPart, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  checker::RunTogether({[theirs = mine]() mutable { theirs = Ref<Biased>(); }});
  BiasedCount::Poll();
  std::thread stranger([theirs = mine]() mutable {
    Ref<Biased> copy = theirs;
    copy->notes[1] = 1;
  });
  mine->notes[0] = 1;
  mine = Ref<Biased>();
  stranger.join();
  ExpectDeaths(deaths, 1, "it was merged: some Decref was the last, and no Poll is needed");
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, AnOwnerThatPollsBesideStrangersDestroysOnce, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  const auto use = [](Ref<Biased>& theirs, int i) {
    theirs->notes[i] = 1;
    Ref<Biased> copy = theirs;
    theirs = Ref<Biased>();
  };
  std::thread one([&use, theirs = mine]() mutable { use(theirs, 1); });
  std::thread two([&use, theirs = mine]() mutable { use(theirs, 2); });
  BiasedCount::Poll();
  mine = Ref<Biased>();
  BiasedCount::Poll();
  one.join();
  two.join();
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, AnOwnerThatEndsMergesWhatIsQueued, 1) {
  std::atomic<int> deaths{0};
  checker::RunTogether({[&] {
    auto mine = Make<BiasedCount>(deaths);
    auto kept = Make<BiasedCount>(deaths);
    std::thread([theirs = std::move(mine)]() mutable { theirs->notes[1] = 1; }).join();
    kept->notes[0] = 1;
  }});
  ExpectDeaths(deaths, 2, "the owner of a queued count has ended");
}

GRADED_TEST(Refcount, WhatAnEndedOwnerLeavesBehindIsMergedByOthers, 1) {
  std::atomic<int> deaths{0};
  std::vector<Ref<Biased>> left;
  checker::RunTogether({[&] {
    left.push_back(Make<BiasedCount>(deaths));
    left.push_back(left.front());
    left.push_back(Make<BiasedCount>(deaths));
    left.front()->notes[0] = 1;
  }});
  EXPECT_EQ(deaths, 0);
  EXPECT_EQ(left.front()->refs().value(), 2);
  checker::RunTogether(3, [&](int i) { left[i] = Ref<Biased>(); });
  ExpectDeaths(deaths, 2, "the owner has ended: who gives back the last reference must find out");
}

GRADED_TEST(Refcount, AnOwnerMayEndWhileOthersGiveBack, 1) {
  std::atomic<int> deaths{0};
  std::thread one, two;
  checker::RunTogether({[&] {
    auto mine = Make<BiasedCount>(deaths);
    one = std::thread([theirs = mine]() mutable { theirs->notes[1] = 1; });
    two = std::thread([theirs = std::move(mine)]() mutable {
      theirs->notes[2] = 1;
      Ref<Biased> copy = theirs;
    });
  }});
  one.join();
  two.join();
  ExpectDeaths(deaths, 1, "the owner has ended, and all references are given back");
}

GRADED_TEST(Refcount, ACountThatDiesInTheQueueLeavesIt, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  Ref<Biased> theirs;
  // Queued, and then counted up again by a stranger, whose reference the owner gives back.
  checker::RunTogether({[other = mine]() mutable { other = Ref<Biased>(); }});
  checker::RunTogether({[&] { theirs = Ref<Biased>::Borrow(mine.get()); }});
  mine = Ref<Biased>();
  EXPECT_EQ(deaths, 0);
  theirs = Ref<Biased>();
  BiasedCount::Poll();  // must not touch what is gone
  ExpectDeaths(deaths, 1, "all references are given back");
}

GRADED_TEST(Refcount, DestroyIsCalledWithNoLockHeld, 1) {
  BiasedCount other;
  other.Incref();
  bool destroyed = false;
  BiasedCount count([&] {
    // Queues a count of this very owner meanwhile.
    std::thread([&] { EXPECT_FALSE(other.Decref()); }).join();
    BiasedCount::Poll();
    destroyed = true;
  });
  checker::RunTogether({[&] { EXPECT_FALSE(count.Decref()); }});
  BiasedCount::Poll();
  EXPECT_TRUE(destroyed);
  BiasedCount::Poll();
  EXPECT_EQ(other.value(), 1);
  EXPECT_TRUE(other.Decref());
}

// Counts itself and its copies.
class Capture {
 public:
  explicit Capture(int& alive) : alive_(&alive) { ++*alive_; }
  Capture(const Capture& other) : alive_(other.alive_) { ++*alive_; }
  ~Capture() { --*alive_; }

 private:
  int* alive_;
};

GRADED_TEST(Refcount, DestroyMayEndItsOwnCountAndGoesOn, 1) {
  int captured = 0, captured_after = -1;
  std::unique_ptr<BiasedCount> count;
  count = std::make_unique<BiasedCount>([&, mine = Capture(captured)] {
    count.reset();
    captured_after = captured;  // this function is still running
  });
  checker::RunTogether({[&] { EXPECT_FALSE(count->Decref()); }});
  BiasedCount::Poll();
  EXPECT_GE(captured_after, 1) << "the function was destroyed while it was running";
  EXPECT_EQ(captured, 0);
}

GRADED_TEST(Refcount, ADestroyedObjectMayDropOthers, 1) {
  std::atomic<int> deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  mine->next = Make<BiasedCount>(deaths);
  const Ref<Biased> kept = mine->next;
  mine->next->next = Make<BiasedCount>(deaths);
  checker::RunTogether({[theirs = std::move(mine)]() mutable { theirs = Ref<Biased>(); }});
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "the others are still referred to");
  EXPECT_EQ(kept->refs().value(), 1);
  kept->next = Ref<Biased>();
  ExpectDeaths(deaths, 2, "all references are given back");
}

GRADED_TEST(Refcount, EachOwnerHasAQueueOfItsOwn, 1) {
  std::atomic<int> deaths{0}, others_deaths{0};
  auto mine = Make<BiasedCount>(deaths);
  checker::RunTogether({[&] {
    auto theirs = Make<BiasedCount>(others_deaths);
    std::thread([&] {
      mine = Ref<Biased>();
      theirs = Ref<Biased>();
    }).join();
    BiasedCount::Poll();
    ExpectDeaths(others_deaths, 1, "all references are given back");
    EXPECT_EQ(deaths, 0) << "its owner has not polled yet";
  }});
  BiasedCount::Poll();
  ExpectDeaths(deaths, 1, "all references are given back");
}

}  // namespace
