#include "spsc_ring.h"

#include <cstdint>
#include <functional>
#include <latch>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;

// Pushes first, first + 1, ... in `tries` tries; returns how many went in.
template <class Ring>
int PushSome(Ring& ring, int first, int tries) {
  int next = first;
  for (int i = 0; i < tries; ++i) {
    int item = next;
    if (ring.TryPush(std::move(item))) ++next;
  }
  return next - first;
}

template <class Ring>
std::vector<int> PopSome(Ring& ring, int tries) {
  std::vector<int> items;
  for (int i = 0; i < tries; ++i) {
    if (const auto item = ring.TryPop()) items.push_back(*item);
  }
  return items;
}

std::vector<int> Numbers(int first, int count) {
  std::vector<int> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(first + i);
  return numbers;
}

// One thread pushes while the other pops; what comes out must be what went in, in its order.
template <class Ring>
void ExpectThatItemsCross(Ring& ring) {
  int pushed = 0;
  std::vector<int> popped;
  RunTogether({[&] { pushed = PushSome(ring, 1, 5); }, [&] { popped = PopSome(ring, 5); }});
  const std::vector<int> rest = PopSome(ring, static_cast<int>(ring.capacity()));
  popped.insert(popped.end(), rest.begin(), rest.end());
  EXPECT_EQ(popped, Numbers(1, pushed)) << "each item that went in comes out once, in its order";
}

GRADED_TEST(SpscRing, ItHoldsExactlyItsCapacity, 2) {
  for (const int capacity : {1, 2, 3, 5}) {
    SpscRing<int> ring(capacity);
    EXPECT_EQ(ring.capacity(), static_cast<std::size_t>(capacity));
    for (int round = 0; round < 3; ++round) {
      EXPECT_EQ(ring.size(), 0u);
      EXPECT_FALSE(ring.TryPop()) << "an empty ring has nothing";
      EXPECT_EQ(PushSome(ring, 0, capacity + 2), capacity) << "all slots can be used, no more";
      EXPECT_EQ(ring.size(), static_cast<std::size_t>(capacity));
      EXPECT_EQ(PopSome(ring, capacity + 2), Numbers(0, capacity)) << "the oldest comes out first";
    }
  }
}

GRADED_TEST(SpscRing, ARefusedItemStaysWithTheCaller, 1) {
  SpscRing<std::unique_ptr<int>> ring(1);
  auto first = std::make_unique<int>(1), second = std::make_unique<int>(2);
  EXPECT_TRUE(ring.TryPush(std::move(first)));
  EXPECT_FALSE(ring.TryPush(std::move(second)));
  ASSERT_TRUE(second) << "TryPush said no, and yet it took the item away from its caller";
  EXPECT_EQ(**ring.TryPop(), 1) << "a push into a full ring must not touch what is there";
  EXPECT_TRUE(ring.TryPush(std::move(second)));
}

GRADED_TEST(SpscRing, OnlyCapacitiesThatTheIndexCanCountAreTaken, 1) {
  using Small = SpscRing<int, std::uint8_t>;
  EXPECT_THROW(Small(0), std::invalid_argument);
  EXPECT_THROW(Small(129), std::invalid_argument) << "an uint8_t counts 256 positions: at most 128";
  EXPECT_THROW(Small(256), std::invalid_argument);
  EXPECT_THROW((SpscRing<int, std::uint16_t>(32'769)), std::invalid_argument);
  EXPECT_THROW(SpscRing<int>(0), std::invalid_argument);
  const std::size_t huge = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(SpscRing<int>{huge}, std::invalid_argument);
  Small largest(128);
  EXPECT_EQ(PushSome(largest, 0, 130), 128);
  EXPECT_EQ(largest.size(), 128u);
  EXPECT_EQ(PopSome(largest, 130), Numbers(0, 128));
}

GRADED_TEST(SpscRing, ItemsCrossInOrder, 3) {
  SpscRing<int> ring(2);
  ExpectThatItemsCross(ring);
}

GRADED_TEST(SpscRing, ARingOfOneWorksToo, 1) {
  SpscRing<int> ring(1);
  ExpectThatItemsCross(ring);
}

GRADED_TEST(SpscRing, TheIndexMayWrapRound, 2) {
  for (const int capacity : {3, 100, 128}) {
    SpscRing<int, std::uint8_t> ring(capacity);
    for (int i = 0; i < 2; ++i) PushSome(ring, i, 1);
    int next_out = 0, next_in = static_cast<int>(ring.size());
    for (int i = 0; i < 260; ++i) {
      ASSERT_EQ(ring.size(), 2u) << "capacity " << capacity << ", after " << i;
      ASSERT_EQ(ring.TryPop(), next_out++) << "capacity " << capacity << ", after " << i;
      ASSERT_EQ(PushSome(ring, next_in++, 1), 1) << "capacity " << capacity << ", after " << i;
    }
  }
}

GRADED_TEST(SpscRing, TheIndexMayWrapRoundWhileBothAreAtWork, 1) {
  SpscRing<int, std::uint8_t> ring(3);
  for (int i = 0; i < 254; ++i) {
    PushSome(ring, i, 1);
    ring.TryPop();
  }
  ExpectThatItemsCross(ring);
  EXPECT_EQ(ring.size(), 0u);
}

GRADED_TEST(SpscRing, WhatWasWrittenBeforeThePushIsSeenAfterThePop, 2) {
  SpscRing<std::int64_t*> ring(1);
  std::int64_t data[3] = {0, 0, 0};
  RunTogether({[&] {
                 for (std::int64_t& datum : data) {
                   datum = 42;
                   std::int64_t* item = &datum;
                   ring.TryPush(std::move(item));
                 }
               },
               [&] {
                 for (int i = 0; i < 3; ++i) {
                   if (const auto item = ring.TryPop()) EXPECT_EQ(**item, 42);
                 }
               }});
}

// Notes where objects live. It can't be made without arguments.
class Living {
 public:
  using Places = std::set<const Living*>;

  Living(Places& places, int number) : places_(&places), number_(number) { Begin(); }
  Living(Living&& other) noexcept : places_(other.places_), number_(other.number_) {
    EXPECT_EQ(places_->count(&other), 1u) << "moved from a place where no object lives";
    Begin();
  }
  Living& operator=(Living&& other) noexcept {
    EXPECT_EQ(other.places_->count(this), 1u) << "assigned to a place where no object lives";
    places_ = other.places_;
    number_ = other.number_;
    return *this;
  }
  ~Living() {
    if (places_ == nullptr) return;
    EXPECT_EQ(places_->erase(this), 1u) << "destroyed where no object lives (any more)";
  }
  int number() const { return number_; }

 private:
  void Begin() { EXPECT_TRUE(places_->insert(this).second) << "made where one lives already"; }

  Places* places_;
  int number_;
};

GRADED_TEST(SpscRing, AnItemLivesInItsSlotFromPushToPop, 2) {
  Living::Places places;
  {
    SpscRing<Living> ring(2);
    EXPECT_TRUE(places.empty()) << "in an empty slot no T lives";
    for (int i = 0; i < 3; ++i) {
      ring.TryPush(Living(places, i));
      EXPECT_EQ(places.size(), 1u) << "one item is in the ring";
      EXPECT_EQ(ring.TryPop()->number(), i);
      EXPECT_EQ(places.size(), 0u) << "what was popped is destroyed in its slot";
    }
    ring.TryPush(Living(places, 3));
    ring.TryPush(Living(places, 4));
    ring.TryPop();
    EXPECT_EQ(places.size(), 1u);
  }
  EXPECT_TRUE(places.empty()) << "what is left dies with the ring";
}

// As with most types, its destructor writes to it.
struct Wiped {
  explicit Wiped(int n) : number(n) {}
  Wiped(Wiped&& other) noexcept : number(other.number) {}
  ~Wiped() { *const_cast<volatile int*>(&number) = -1; }
  int number;
};

GRADED_TEST(SpscRing, AnItemIsDestroyedBeforeItsSlotIsGivenBack, 1) {
  SpscRing<Wiped> ring(1);
  const auto pop = [&ring] {
    if (const auto item = ring.TryPop()) EXPECT_GE(item->number, 0) << "destroyed in its slot";
  };
  RunTogether({[&] {
                 for (int i = 0; i < 3; ++i) ring.TryPush(Wiped(i));
               },
               [&] {
                 for (int i = 0; i < 3; ++i) pop();
               }});
  pop();
}

GRADED_TEST(SpscRing, NothingOfAPoppedItemStaysBehind, 1) {
  auto item = std::make_shared<int>(1);
  const std::weak_ptr<int> seen = item;
  struct Sticky {  // a moved-from Sticky still holds on to its pointer
    explicit Sticky(std::shared_ptr<int> p) : pointer(std::move(p)) {}
    Sticky(Sticky&& other) noexcept : pointer(other.pointer) {}
    std::shared_ptr<int> pointer;
  };
  SpscRing<Sticky> ring(2);
  ring.TryPush(Sticky(std::move(item)));
  ring.TryPop();
  checker::ExpectReleased("an item was popped and thrown away, and its slot still holds it",
                          seen.expired());
}

GRADED_TEST(SpscRing, WhatIsLeftDiesWithTheRing, 1) {
  auto first = std::make_shared<int>(1), second = std::make_shared<int>(2);
  const std::weak_ptr<int> seen = first, seen_too = second;
  {
    SpscRing<std::shared_ptr<int>> ring(3);
    ring.TryPush(std::move(first));
    ring.TryPush(std::move(second));
  }
  checker::ExpectReleased(
      "the ring is gone, and items that were left in it still hold what they held",
      seen.expired() && seen_too.expired());
}

GRADED_TEST(SpscRing, TheSizeIsNeverBelowZeroNorAboveTheCapacity, 2) {
  SpscRing<int> ring(1);
  RunTogether({[&] { PushSome(ring, 1, 3); }, [&] { PopSome(ring, 3); },
               [&] {
                 for (int i = 0; i < 3; ++i) {
                   EXPECT_LE(ring.size(), 1u) << "a ring of one holds 0 or 1 items";
                 }
               }});
  const std::size_t size = ring.size();
  EXPECT_EQ(PopSome(ring, 2).size(), size) << "nobody pushes or pops: now it is exact";
}

// An item whose move calls a function in a thread of the test's choice.
struct Slow {
  Slow(int number, const std::function<void()>& on_move) : number(number), on_move(&on_move) {}
  Slow(Slow&& other) noexcept : number(other.number), on_move(other.on_move) { (*on_move)(); }
  int number;
  const std::function<void()>* on_move;
};

// Waits, once, when it is called by the thread that has called Arm.
class Pause {
 public:
  explicit Pause(std::latch& until) : until_(until) {}
  void Arm() { thread_ = std::this_thread::get_id(); }
  void operator()() {
    if (std::this_thread::get_id() != thread_) return;
    thread_ = {};
    until_.wait();
  }

 private:
  std::latch& until_;
  std::thread::id thread_;
};

GRADED_TEST(SpscRing, APopNeedNotWaitForAPushThatStandsStill, 2) {
  std::latch popped(1);
  Pause pause(popped);
  const std::function<void()> nothing = [] {}, stand_still = [&] { pause(); };
  SpscRing<Slow> ring(2);
  ring.TryPush(Slow(1, nothing));
  RunTogether({[&] {
                 Slow second(2, stand_still);
                 pause.Arm();
                 EXPECT_TRUE(ring.TryPush(std::move(second)));
               },
               [&] {
                 EXPECT_EQ(ring.TryPop()->number, 1) << "this one was pushed long ago";
                 EXPECT_LE(ring.size(), 2u);
                 EXPECT_FALSE(ring.TryPop()) << "the second item was not yet in its slot";
                 popped.count_down();
               }});
  EXPECT_EQ(ring.TryPop()->number, 2);
}

GRADED_TEST(SpscRing, APushNeedNotWaitForAPopThatStandsStill, 2) {
  std::latch pushed(1);
  Pause pause(pushed);
  const std::function<void()> nothing = [] {}, stand_still = [&] { pause(); };
  SpscRing<Slow> ring(2);
  ring.TryPush(Slow(1, stand_still));
  RunTogether({[&] {
                 Slow second(2, nothing), third(3, nothing);
                 EXPECT_TRUE(ring.TryPush(std::move(second)));
                 ring.TryPush(std::move(third));
                 EXPECT_LE(ring.size(), 2u);
                 pushed.count_down();
               },
               [&] {
                 pause.Arm();
                 EXPECT_EQ(ring.TryPop()->number, 1);
               }});
  EXPECT_EQ(ring.TryPop()->number, 2);
}

}  // namespace
