// What a caller of SnapshotArray can rely on. Nothing but the array orders the threads here: what
// else they share is written before a Set and read after its value was seen.
#include "snapshot.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using namespace std::chrono_literals;

// Eight bytes each: ThreadSanitizer remembers only the last few accesses to every eight bytes.
using Number = std::int64_t;
using Picture = std::array<Number, 3>;
using Array = SnapshotArray<Number, 3>;

// Whether the picture shows one SetAll whole.
bool IsWhole(const Picture& picture) {
  return picture[0] == picture[1] && picture[1] == picture[2];
}

GRADED_TEST(Snapshot, AReaderSeesAllOfASetAllOrNothing, 2) {
  Array array;
  const auto read = [&] {
    for (int i = 0; i < 2; ++i) {
      const auto picture = array.Read();
      EXPECT_TRUE(IsWhole(picture)) << "half a picture: " << ::testing::PrintToString(picture);
    }
  };
  RunTogether({[&] {
                 array.SetAll(1);
                 array.SetAll(2);
               },
               read, read});
  EXPECT_EQ(array.Read(), (Picture{2, 2, 2}));
}

GRADED_TEST(Snapshot, ThePictureInAViewDoesNotChange, 2) {
  Array array;
  int calls = 0;
  RunTogether({[&] {
                 array.SetAll(1);
                 array.SetAll(2);
               },
               [&] {
                 array.View([&](const Picture& picture) {
                   ++calls;
                   const Picture first = picture;
                   EXPECT_TRUE(IsWhole(first))
                       << "half a picture: " << ::testing::PrintToString(first);
                   checker::WorkFor(1ms);
                   EXPECT_EQ(picture, first) << "the picture changed under the eyes of f";
                 });
               }});
  EXPECT_EQ(calls, 1) << "View calls f once, whatever the writers do";
}

GRADED_TEST(Snapshot, NoSetIsLost, 2) {
  Array array;
  RunTogether({[&] { array.Set(0, 1); }, [&] { array.Set(1, 2); }, [&] { array.Set(2, 3); }});
  EXPECT_EQ(array.Read(), (Picture{1, 2, 3})) << "two threads set two elements, one got lost";
}

GRADED_TEST(Snapshot, ASetAndASetAllComeOneAfterTheOther, 1) {
  Array array;
  RunTogether({[&] { array.SetAll(7); }, [&] { array.Set(1, 9); }, [&] { array.SetAll(8); }});
  checker::ExpectOneOf(array.Read(),
                       {Picture{7, 7, 7}, Picture{7, 9, 7}, Picture{8, 8, 8}, Picture{8, 9, 8}});
}

GRADED_TEST(Snapshot, SetsAreSeenInTheOrderInWhichTheyWereMade, 1) {
  Array array;
  const auto in_order = [](const Picture& picture) {
    return picture[0] >= picture[1] && picture[1] >= picture[2];
  };
  RunTogether(
      {[&] {
         for (std::size_t i = 0; i < 3; ++i) array.Set(i, 1);
       },
       [&] { EXPECT_TRUE(in_order(array.Read())) << "a later Set is seen, an earlier one isn't"; },
       [&] { EXPECT_TRUE(array.View(in_order)) << "a later Set is seen, an earlier one isn't"; }});
}

GRADED_TEST(Snapshot, AllReadersSeeTheSameOrder, 1) {
  Array array;
  Picture seen[2];
  RunTogether({[&] { array.Set(0, 1); }, [&] { array.Set(1, 1); }, [&] { seen[0] = array.Read(); },
               [&] { seen[1] = array.Read(); }});
  const bool first_is_older = seen[0][0] <= seen[1][0] && seen[0][1] <= seen[1][1];
  const bool second_is_older = seen[1][0] <= seen[0][0] && seen[1][1] <= seen[0][1];
  EXPECT_TRUE(first_is_older || second_is_older)
      << "two readers saw two Sets in opposite orders: " << ::testing::PrintToString(seen);
}

GRADED_TEST(Snapshot, AReaderNeverSeesTheArrayGoBack, 1) {
  Array array;
  RunTogether({[&] {
                 array.SetAll(1);
                 array.SetAll(2);
               },
               [&] {
                 const Number first = array.Read()[0];
                 const Number second =
                     array.View([](const Picture& picture) { return picture[1]; });
                 const Number third = array.Read()[2];
                 EXPECT_TRUE(first <= second && second <= third)
                     << "seen: " << first << ", then " << second << ", then " << third;
               }});
}

GRADED_TEST(Snapshot, WhatWasWrittenBeforeIsSeenByWhoSeesTheNewValue, 2) {
  Array array;
  Number letter = 0;
  Number parcel = 0;
  RunTogether({[&] {
                 letter = 42;
                 array.SetAll(1);
                 parcel = 43;
                 array.Set(2, 2);
               },
               [&] {
                 const auto picture = array.Read();
                 if (picture[0] == 1) EXPECT_EQ(letter, 42);
                 if (picture[2] == 2) EXPECT_EQ(parcel, 43);
               },
               [&] {
                 if (array.View([](const Picture& picture) { return picture[2] == 2; })) {
                   EXPECT_EQ(letter + parcel, 85);
                 }
               }});
}

GRADED_TEST(Snapshot, TwoViewsCanOverlap, 2) {
  Array array(5);
  checker::MeetingPoint both(2);
  RunTogether(2, [&](int) {
    const Number sum = array.View([&](const Picture& picture) {
      both.Meet();  // while the other is in its f as well
      return picture[0] + picture[1] + picture[2];
    });
    EXPECT_EQ(sum, 15);
  });
}

GRADED_TEST(Snapshot, AViewThatThrowsLeavesNothingLocked, 2) {
  Array array;
  const auto fail = [&] {
    EXPECT_THROW(array.View([](const Picture&) -> Number { throw 404; }), int)  // not an exception
        << "what f has thrown didn't leave View";
  };
  RunTogether({fail, [&] { array.SetAll(1); }, fail});
  array.Set(0, 2);
  EXPECT_EQ(array.View([](const Picture& picture) { return picture[0]; }), 2);
  EXPECT_EQ(array.Read(), (Picture{2, 1, 1}));
}

GRADED_TEST(Snapshot, ThereIsNoElementN, 2) {
  Array array(4);
  EXPECT_THROW(array.Set(3, 1), std::out_of_range);
  EXPECT_THROW(array.Set(std::numeric_limits<std::size_t>::max(), 1), std::out_of_range);
  EXPECT_EQ(array.Read(), (Picture{4, 4, 4})) << "a refused Set changed something";
  array.Set(2, 5);
  EXPECT_EQ(array.Read(), (Picture{4, 4, 5}));
}

GRADED_TEST(Snapshot, ViewReturnsWhatItsFunctionReturns, 1) {
  Array array(6);
  EXPECT_EQ(
      *array.View([](const Picture& picture) { return std::make_unique<Number>(picture[1]); }), 6);
  const auto element = [](const Picture& picture) -> const Number& { return picture[0]; };
  static_assert(std::is_same_v<decltype(array.View(element)), Number>);
  static_assert(std::is_void_v<decltype(array.View([](const Picture&) {}))>);
  const Array& readable = array;
  EXPECT_EQ(readable.View(element), 6);
  const auto& before = readable.Read();  // a copy, which lives on
  array.SetAll(7);
  EXPECT_EQ(before, (Picture{6, 6, 6})) << "Read must return a copy";
  EXPECT_FALSE(std::is_copy_constructible_v<Array> || std::is_move_constructible_v<Array>);
}

GRADED_TEST(Snapshot, ItHoldsAnyEightBytes, 1) {
  struct Point {
    std::int32_t x = 0, y = 0;
  };
  SnapshotArray<Point, 2> points;
  RunTogether({[&] {
                 points.SetAll(Point{1, 1});
               },
               [&] {
                 points.Set(1, Point{2, 2});
               },
               [&] {
                 for (const Point point : points.Read()) {
                   EXPECT_EQ(point.x, point.y) << "half an element";
                 }
               }});
  SnapshotArray<bool, 1> flag(true);
  EXPECT_TRUE(flag.Read()[0]);
  SnapshotArray<double, 9> numbers(0.5);
  numbers.Set(8, 1.5);
  EXPECT_EQ(numbers.Read()[7] + numbers.Read()[8], 2.0);
  EXPECT_EQ((SnapshotArray<char, 2>().Read()), (std::array<char, 2>{})) << "not zero at first";
}

}  // namespace
