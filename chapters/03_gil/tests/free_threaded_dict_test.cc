#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "any_dict.h"
#include "checker/testing/workbook_test.h"

namespace {

using Numbers = std::vector<std::pair<int, int>>;

Numbers Pairs(const std::vector<std::pair<int, int>>& items) { return items; }
Numbers Pairs(const std::vector<std::pair<Fragile, Fragile>>& items) {
  Numbers pairs;
  for (const auto& [key, value] : items) pairs.emplace_back(key.number, value.number);
  return pairs;
}

// Items() in order.
template <class K>
Numbers Sorted(const AnyDict<K, K>& dict) {
  Numbers items = Pairs(dict.Items());
  std::sort(items.begin(), items.end());
  return items;
}

int OneMore(std::optional<int> old) { return old.value_or(0) + 1; }

GRADED_TEST(FreeThreadedDict, SetSaysWhetherTheKeyIsNewAndGetReadsIt, 1) {
  WithEachLocking([](auto& dict, auto& other) {
    EXPECT_EQ(dict.Get(1), std::nullopt);
    EXPECT_TRUE(dict.Set(1, 10)) << "the key is new";
    EXPECT_TRUE(dict.Set(2, 20)) << "the key is new";
    EXPECT_FALSE(dict.Set(1, 11)) << "the key was there";
    EXPECT_EQ(dict.Get(1), 11);
    EXPECT_EQ(dict.Get(2), 20);
    EXPECT_EQ(dict.Get(3), std::nullopt);
    EXPECT_EQ(other.Get(1), std::nullopt) << "two dicts share locks, but no keys";
  });
}

GRADED_TEST(FreeThreadedDict, PopTakesOutAndReturns, 1) {
  WithEachLocking([](auto& dict, auto&) {
    EXPECT_EQ(dict.Pop(1), std::nullopt);
    dict.Set(1, 10);
    dict.Set(3, 30);
    EXPECT_EQ(dict.Pop(1), 10);
    EXPECT_EQ(dict.Pop(1), std::nullopt);
    EXPECT_EQ(dict.Get(3), 30);
    EXPECT_TRUE(dict.Set(1, 12)) << "who was taken out is new again";
  });
}

GRADED_TEST(FreeThreadedDict, SetDefaultKeepsWhatIsThere, 1) {
  WithEachLocking([](auto& dict, auto&) {
    EXPECT_EQ(dict.SetDefault(1, 10), 10);
    EXPECT_EQ(dict.SetDefault(1, 11), 10);
    EXPECT_EQ(dict.Get(1), 10);
    EXPECT_EQ(dict.size(), 1u);
  });
}

GRADED_TEST(FreeThreadedDict, UpdateGivesTheOldValueAndKeepsTheNewOne, 1) {
  WithEachLocking([](auto& dict, auto&) {
    EXPECT_EQ(dict.Update(1,
                          [](std::optional<int> old) {
                            EXPECT_EQ(old, std::nullopt) << "the key is new";
                            return 10;
                          }),
              10);
    EXPECT_EQ(dict.Update(1, [](std::optional<int> old) { return old.value_or(0) * 2; }), 20);
    EXPECT_EQ(dict.Get(1), 20);
    EXPECT_EQ(dict.size(), 1u);
  });
}

GRADED_TEST(FreeThreadedDict, SizeAndItemsTellAllOfManyKeys, 1) {
  WithEachLocking([](auto& dict, auto&) {
    Numbers all;
    for (int i = 0; i < 40; ++i) {
      dict.Set(i, i * i);
      all.emplace_back(i, i * i);
    }
    EXPECT_EQ(dict.size(), 40u);
    EXPECT_EQ(Sorted(dict), all);
    for (int i = 0; i < 40; ++i) EXPECT_EQ(dict.Pop(i), i * i);
    EXPECT_EQ(dict.size(), 0u);
    EXPECT_TRUE(dict.Items().empty());
  });
}

GRADED_TEST(FreeThreadedDict, KeysOfOneHashAreDifferentKeys, 1) {
  WithEachLocking<Fragile, Fragile>([](auto& dict, auto& other) {
    dict.Set(Fragile(1), Fragile(10));
    EXPECT_TRUE(dict.Set(Fragile(5), Fragile(50))) << "same hash, but not equal";
    EXPECT_TRUE(dict.Set(Fragile(9), Fragile(90))) << "same hash, but not equal";
    EXPECT_FALSE(dict.Pop(Fragile(13)));
    EXPECT_EQ(dict.Pop(Fragile(5)).value_or(Fragile(0)).number, 50);
    EXPECT_TRUE(Move(dict, other, Fragile(9)));
    EXPECT_EQ(Sorted(dict), (Numbers{{1, 10}}));
    EXPECT_EQ(Sorted(other), (Numbers{{9, 90}}));
    Merge(other, dict);
    EXPECT_EQ(Sorted(other), (Numbers{{1, 10}, {9, 90}}));
  });
}

GRADED_TEST(FreeThreadedDict, MergeOverwritesAndLeavesFromAsItIs, 1) {
  WithEachLocking([](auto& into, auto& from) {
    into.Set(1, 10);
    into.Set(2, 20);
    from.Set(2, 21);
    from.Set(3, 31);
    from.Set(4, 41);
    Merge(into, from);
    EXPECT_EQ(Sorted(into), (Numbers{{1, 10}, {2, 21}, {3, 31}, {4, 41}}));
    EXPECT_EQ(into.size(), 4u);
    EXPECT_EQ(Sorted(from), (Numbers{{2, 21}, {3, 31}, {4, 41}}));
  });
}

GRADED_TEST(FreeThreadedDict, MoveOverwritesAndSaysWhetherTheKeyWasThere, 1) {
  WithEachLocking([](auto& from, auto& to) {
    from.Set(1, 10);
    from.Set(2, 20);
    to.Set(1, 11);
    EXPECT_TRUE(Move(from, to, 1));
    EXPECT_FALSE(Move(from, to, 1)) << "it is gone from there";
    EXPECT_TRUE(Move(from, to, 2));
    EXPECT_FALSE(Move(from, to, 3));
    EXPECT_EQ(Sorted(to), (Numbers{{1, 10}, {2, 20}}));
    EXPECT_EQ(to.size(), 2u);
    EXPECT_EQ(from.size(), 0u);
  });
}

GRADED_TEST(FreeThreadedDict, OneDictGivenTwiceStaysAsItIs, 1) {
  WithEachLocking([](auto& dict, auto&) {
    dict.Set(1, 10);
    dict.Set(2, 20);
    Merge(dict, dict);
    EXPECT_TRUE(Move(dict, dict, 1)) << "it has the key";
    EXPECT_FALSE(Move(dict, dict, 3)) << "it does not have the key";
    EXPECT_EQ(Sorted(dict), (Numbers{{1, 10}, {2, 20}}));
    EXPECT_EQ(dict.size(), 2u);
  });
}

GRADED_TEST(FreeThreadedDict, UpdatesLoseNothingAndCallFOnce, 2) {
  WithEachLocking([](auto& dict, auto&) {
    std::atomic<int> calls{0};
    checker::RunTogether(3, [&](int) {
      dict.Update(1, [&](std::optional<int> old) {
        calls.fetch_add(1, std::memory_order_relaxed);
        return OneMore(old);
      });
    });
    EXPECT_EQ(dict.Get(1), 3) << "an update was lost";
    EXPECT_EQ(calls, 3) << "each of three Updates calls f once";
  });
}

GRADED_TEST(FreeThreadedDict, AnUpdateBesideASetOrAPopIsOneStep, 1) {
  WithEachLocking([](auto& dict, auto& other) {
    std::optional<int> popped;
    dict.Set(1, 5);
    other.Set(1, 5);
    checker::RunTogether({
        [&] { dict.Update(1, OneMore); },
        [&] { dict.Set(1, 100); },
        [&] { other.Update(1, OneMore); },
        [&] { popped = other.Pop(1); },
    });
    checker::ExpectOneOf(dict.Get(1).value_or(0), {100, 101});
    checker::ExpectOneOf({popped.value_or(0), other.Get(1).value_or(0)},
                         {std::pair{5, 1}, std::pair{6, 0}});
  });
}

GRADED_TEST(FreeThreadedDict, SetDefaultGivesEverybodyTheSameValue, 1) {
  WithEachLocking([](auto& dict, auto&) {
    int got[2];
    checker::RunTogether(2, [&](int i) { got[i] = dict.SetDefault(1, i); });
    EXPECT_EQ(got[0], got[1]);
    EXPECT_EQ(dict.Get(1), got[0]);
    EXPECT_EQ(dict.size(), 1u);
  });
}

GRADED_TEST(FreeThreadedDict, OfTwoWhoSetOrTakeAKeyOneIsTheFirst, 1) {
  WithEachLocking([](auto& dict, auto& other) {
    std::atomic<int> news{0}, takings{0};
    dict.Set(2, 20);
    checker::RunTogether(2, [&](int i) {
      const bool took = i == 0 ? dict.Pop(2).has_value() : Move(dict, other, 2);
      takings.fetch_add(took, std::memory_order_relaxed);
      news.fetch_add(dict.Set(1, i), std::memory_order_relaxed);
    });
    EXPECT_EQ(news, 1) << "of two Sets of one new key one is the first";
    EXPECT_EQ(takings, 1) << "one key can be taken out once";
    EXPECT_EQ(dict.size(), 1u);
  });
}

GRADED_TEST(FreeThreadedDict, ReadersMayComeWhileItGrows, 1) {
  WithEachLocking([](auto& dict, auto&) {
    checker::RunTogether({
        [&] {
          for (int i = 0; i < 16; ++i) dict.Set(i, i);
        },
        [&] {
          const auto value = dict.Get(3);
          EXPECT_EQ(value.value_or(3), 3);
        },
        [&] {
          EXPECT_LE(dict.size(), 16u);
          EXPECT_LE(dict.Items().size(), 16u);
        },
    });
    EXPECT_EQ(dict.size(), 16u);
  });
}

GRADED_TEST(FreeThreadedDict, StripesAreCountedRight, 1) {
  WithEachLocking([](auto& dict, auto&) {
    dict.Set(2, 0);
    checker::RunTogether({
        [&] { dict.Set(0, 1); },
        [&] { dict.SetDefault(1, 1); },
        [&] { dict.Update(3, OneMore); },
        [&] { dict.Pop(2); },
    });
    EXPECT_EQ(dict.size(), 3u);
    EXPECT_EQ(Sorted(dict), (Numbers{{0, 1}, {1, 1}, {3, 1}}));
  });
}

// An item goes from one stripe to another, both ways round: whoever looks at one stripe after the
// other finds it twice, or not at all.
void ExpectOneMoment(const std::function<std::size_t(const AnyDict<int, int>&)>& count) {
  for (const int old_key : {0, 1}) {
    DictWith<int, int, Striped<2>> never_empty, never_two;
    never_empty.Set(old_key, 5);
    never_two.Set(old_key, 5);
    checker::RunTogether({
        [&] {
          never_empty.Set(1 - old_key, 5);
          never_empty.Pop(old_key);
          never_two.Pop(old_key);
          never_two.Set(1 - old_key, 5);
        },
        [&] { EXPECT_GE(count(never_empty), 1u) << "at no moment it was empty"; },
        [&] { EXPECT_LE(count(never_two), 1u) << "at no moment it had two keys"; },
    });
  }
}

GRADED_TEST(FreeThreadedDict, SizeIsTrueOfOneMoment, 1) {
  ExpectOneMoment([](const auto& dict) { return dict.size(); });
}

GRADED_TEST(FreeThreadedDict, ItemsAreTrueOfOneMoment, 1) {
  ExpectOneMoment([](const auto& dict) { return dict.Items().size(); });
}

GRADED_TEST(FreeThreadedDict, MergeCopiesWhatWasThereAtOneMoment, 1) {
  for (const int old_key : {0, 1}) {
    DictWith<int, int, Striped<2>> into, never_empty;
    never_empty.Set(old_key, 5);
    checker::RunTogether({
        [&] {
          never_empty.Set(1 - old_key, 5);
          never_empty.Pop(old_key);
        },
        [&] { Merge(into, never_empty); },
    });
    EXPECT_GE(into.size(), 1u) << "at no moment there was nothing to merge";
  }
}

GRADED_TEST(FreeThreadedDict, AMergeReadsAndWritesAtOneMoment, 1) {
  WithEachLocking([](auto& into, auto& from) {
    from.Set(1, 10);
    checker::RunTogether({
        [&] { Merge(into, from); },
        [&] {
          from.Pop(1);
          into.Set(1, 99);
        },
    });
    EXPECT_EQ(into.Get(1), 99) << "what was merged had been taken out before 99 was set";
  });
}

GRADED_TEST(FreeThreadedDict, NobodySeesAMergeHalfDone, 1) {
  WithEachLocking([](auto& into, auto& from) {
    from.Set(0, 1);
    from.Set(1, 1);
    const auto look = [&into](int first, int second) {
      if (!into.Get(first)) return;
      EXPECT_TRUE(into.Get(second)) << "one key was there, and the other one was not";
    };
    checker::RunTogether({
        [&] { Merge(into, from); },
        [&] { look(0, 1); },
        [&] { look(1, 0); },
        [&] {
          checker::ExpectOneOf<std::size_t>(into.size(), {0, 2});
        },
        [&] {
          checker::ExpectOneOf<std::size_t>(into.Items().size(), {0, 2});
        },
    });
  });
}

GRADED_TEST(FreeThreadedDict, NobodySeesAMoveHalfDone, 1) {
  WithEachLocking([](auto& from, auto& to) {
    from.Set(1, 10);
    checker::RunTogether({
        [&] { Move(from, to, 1); },
        [&] {
          if (!from.Get(1)) EXPECT_TRUE(to.Get(1)) << "the key was in neither";
        },
        [&] {
          if (to.Get(1)) EXPECT_FALSE(from.Get(1)) << "the key was in both";
        },
        [&] {
          if (from.size() == 0) EXPECT_EQ(to.size(), 1u) << "the key was in neither";
        },
        [&] {
          if (to.size() == 1) EXPECT_EQ(from.size(), 0u) << "the key was in both";
        },
    });
  });
}

GRADED_TEST(FreeThreadedDict, WhatIsMovedOrMergedIsNotLostToAnUpdate, 1) {
  WithEachLocking([](auto& from, auto& to) {
    from.Set(1, 20);
    from.Set(2, 20);
    to.Set(1, 10);
    to.Set(2, 10);
    checker::RunTogether({
        [&] {
          Move(from, to, 1);
          Merge(to, from);
        },
        [&] { to.Update(1, OneMore); },
        [&] { to.Update(2, OneMore); },
    });
    checker::ExpectOneOf(to.Get(1).value_or(0), {20, 21});
    checker::ExpectOneOf(to.Get(2).value_or(0), {20, 21});
  });
}

GRADED_TEST(FreeThreadedDict, MergesMayGoInOppositeDirections, 2) {
  WithEachLocking([](auto& one, auto& other) {
    one.Set(1, 10);
    other.Set(2, 20);
    checker::RunTogether({
        [&] { Merge(one, other); },
        [&] { Merge(other, one); },
    });
    EXPECT_EQ(Sorted(one), (Numbers{{1, 10}, {2, 20}}));
    EXPECT_EQ(Sorted(other), (Numbers{{1, 10}, {2, 20}}));
  });
}

GRADED_TEST(FreeThreadedDict, MovesMayGoInOppositeDirections, 1) {
  WithEachLocking([](auto& one, auto& other) {
    one.Set(1, 10);
    other.Set(3, 30);
    checker::RunTogether({
        [&] { EXPECT_TRUE(Move(one, other, 1)); },
        [&] { EXPECT_TRUE(Move(other, one, 3)); },
    });
    EXPECT_EQ(Sorted(one), (Numbers{{3, 30}}));
    EXPECT_EQ(Sorted(other), (Numbers{{1, 10}}));
  });
}

GRADED_TEST(FreeThreadedDict, CallsForTheWholeDictMayComeTogether, 1) {
  WithEachLocking([](auto& one, auto& other) {
    one.Set(0, 1);
    one.Set(1, 1);
    checker::RunTogether({
        [&] { EXPECT_EQ(one.size(), 2u); },
        [&] { EXPECT_EQ(one.Items().size(), 2u); },
        [&] { Merge(one, other); },
        [&] { one.Set(1, 2); },
        [&] { Move(other, one, 5); },
    });
  });
}

// All the Updates are in f at the same time.
void ExpectToOverlap(const std::vector<std::pair<AnyDict<int, int>*, int>>& dicts_and_keys) {
  const int count = static_cast<int>(dicts_and_keys.size());
  checker::MeetingPoint all(count);
  checker::RunTogether(count, [&](int i) {
    const auto [dict, key] = dicts_and_keys[i];
    const auto f = [&](std::optional<int> old) {
      all.Meet();
      return OneMore(old);
    };
    EXPECT_EQ(dict->Update(key, f), 1);
  });
}

GRADED_TEST(FreeThreadedDict, UpdatesOfTwoDictsOverlap, 1) {
  DictWith<int, int, PerObjectLock> one, other;
  ExpectToOverlap({{&one, 1}, {&other, 1}});
  DictWith<int, int, Striped<2>> striped, other_striped;
  ExpectToOverlap({{&striped, 1}, {&other_striped, 1}});
}

GRADED_TEST(FreeThreadedDict, UpdatesOfTwoStripesOverlap, 2) {
  DictWith<int, int, Striped<2>> two;
  for (const auto& [even, odd] : {std::pair(0, 1), {8, 7}, {16, 47}, {100, 1001}, {4096, 12345}}) {
    ExpectToOverlap({{&two, even}, {&two, odd}});
  }
  DictWith<int, int, Striped<3>> three;
  ExpectToOverlap({{&three, 4}, {&three, 6}, {&three, 5}});
  ExpectToOverlap({{&three, 300}, {&three, 1000}, {&three, 2000}});
  EXPECT_EQ(three.size(), 6u);
}

GRADED_TEST(FreeThreadedDict, TheHashMayUseAnyDict, 2) {
  WithEachLocking<Curious, int>([](auto& dict, auto& other) {
    for (int i = 0; i < 3; ++i) other.Set({i}, i);
    Curious::ask = [&] {
      dict.Set({100}, 1);
      other.Update({100}, OneMore);
      EXPECT_GE(dict.size(), 1u);
      EXPECT_GE(other.Items().size(), 3u);
    };
    for (int i = 0; i < 20; ++i) dict.Set({i}, i);  // grows
    EXPECT_EQ(dict.Get({1}), 1);
    EXPECT_EQ(dict.Pop({2}), 2);
    EXPECT_EQ(dict.SetDefault({2}, 3), 3);
    EXPECT_EQ(dict.Update({2}, OneMore), 4);
    Merge(other, dict);
    EXPECT_TRUE(Move(dict, other, {1}));
    EXPECT_TRUE(Move(dict, dict, {2}));
    EXPECT_EQ(dict.size(), 20u);
    Curious::ask = nullptr;
    EXPECT_EQ(other.size(), 21u);
  });
}

GRADED_TEST(FreeThreadedDict, WhenFThrowsNothingHasChanged, 1) {
  WithEachLocking([](auto& dict, auto&) {
    dict.Set(1, 10);
    const auto refuse = [](std::optional<int>) -> int { throw std::domain_error("no"); };
    EXPECT_THROW(dict.Update(1, refuse), std::domain_error);
    EXPECT_THROW(dict.Update(2, refuse), std::domain_error);
    EXPECT_EQ(dict.size(), 1u) << "a key that f refused is not there";
    EXPECT_EQ(dict.Get(2), std::nullopt) << "a key that f refused is not there";
    EXPECT_EQ(dict.Update(1, OneMore), 11) << "f threw: the old value stays";
    EXPECT_EQ(dict.Update(2, OneMore), 1);
  });
}

using FragileDict = AnyDict<Fragile, Fragile>;

// Makes the call on {1: 10, 5: 50} and {1: 11}. If it throws after `steps` steps of K and V, both
// are what they were, and no lock is kept. Returns whether it threw.
bool ThrowsWithoutATrace(int steps, const Check<Fragile, Fragile>& call, FragileDict& dict,
                         FragileDict& other) {
  dict.Set(Fragile(1), Fragile(10));
  dict.Set(Fragile(5), Fragile(50));
  other.Set(Fragile(1), Fragile(11));
  bool thrown = false;
  Fragile::steps_left = steps;
  try {
    call(dict, other);
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  Fragile::steps_left = -1;
  for (FragileDict* each : {&dict, &other}) {
    for (int stripe = 0; stripe < 2; ++stripe) EXPECT_FALSE(each->Pop(Fragile(100 + stripe)));
  }
  if (!thrown) return false;
  EXPECT_EQ(Sorted(dict), (Numbers{{1, 10}, {5, 50}})) << "a copy or a comparison threw";
  EXPECT_EQ(Sorted(other), (Numbers{{1, 11}})) << "a copy or a comparison threw";
  EXPECT_EQ(dict.size() + other.size(), 3u);
  return true;
}

// Lets each step of the call throw in turn.
void ExpectNoTraceOfAThrow(const char* name, const Check<Fragile, Fragile>& call) {
  SCOPED_TRACE(name);
  bool thrown = true;
  for (int steps = 0; thrown && steps < 50; ++steps) {
    thrown = false;
    WithEachLocking<Fragile, Fragile>([&](auto& dict, auto& other) {
      if (ThrowsWithoutATrace(steps, call, dict, other)) thrown = true;
    });
  }
  EXPECT_FALSE(thrown) << "50 copies and comparisons of three items are not enough";
}

GRADED_TEST(FreeThreadedDict, WhenACopyOrAComparisonThrowsNothingHasChanged, 1) {
  ExpectNoTraceOfAThrow("Set", [](auto& dict, auto&) { dict.Set(Fragile(5), Fragile(51)); });
  ExpectNoTraceOfAThrow("Set of a new key",
                        [](auto& dict, auto&) { dict.Set(Fragile(9), Fragile(91)); });
  ExpectNoTraceOfAThrow("SetDefault",
                        [](auto& dict, auto&) { dict.SetDefault(Fragile(9), Fragile(91)); });
  ExpectNoTraceOfAThrow("Get", [](auto& dict, auto&) { dict.Get(Fragile(5)); });
  ExpectNoTraceOfAThrow("Items", [](auto& dict, auto&) { dict.Items(); });
  ExpectNoTraceOfAThrow("Pop", [](auto& dict, auto&) { dict.Pop(Fragile(5)); });
  const auto f = [](std::optional<Fragile> old) { return Fragile(old ? old->number + 1 : 1); };
  ExpectNoTraceOfAThrow("Update", [&](auto& dict, auto&) { dict.Update(Fragile(5), f); });
  ExpectNoTraceOfAThrow("Update of a new key",
                        [&](auto& dict, auto&) { dict.Update(Fragile(9), f); });
  ExpectNoTraceOfAThrow("Move", [](auto& dict, auto& other) { Move(dict, other, Fragile(1)); });
  ExpectNoTraceOfAThrow("Move of a key that is new there",
                        [](auto& dict, auto& other) { Move(dict, other, Fragile(5)); });
}

GRADED_TEST(FreeThreadedDict, WhenAMergeThrowsNoLockIsKept, 1) {
  WithEachLocking<Fragile, Fragile>([](auto& into, auto& from) {
    for (int i = 0; i < 3; ++i) from.Set(Fragile(i), Fragile(i));
    Fragile::steps_left = 1;
    try {
      Merge(into, from);
    } catch (const std::runtime_error&) {  // a design that shares values copies nothing here
    }
    Fragile::steps_left = -1;
    Merge(into, from);
    EXPECT_EQ(into.size(), 3u);
    EXPECT_EQ(from.size(), 3u);
  });
}

GRADED_TEST(FreeThreadedDict, ValuesAreHandedOutAsCopies, 1) {
  using Value = std::vector<int>;
  WithEachLocking<int, Value>([](auto& dict, auto&) {
    dict.Set(1, Value{7, 7});
    checker::RunTogether({
        [&] {
          const std::optional<Value> value = dict.Get(1);
          if (value) EXPECT_EQ(value->front(), value->back());
        },
        [&] {
          for (const auto& [key, value] : dict.Items()) EXPECT_EQ(value.front(), value.back());
        },
        [&] {
          const Value value = dict.SetDefault(1, Value{6, 6});
          EXPECT_EQ(value.front(), value.back());
        },
        [&] {
          const Value value = dict.Update(1, [](std::optional<Value>) { return Value{8, 8}; });
          EXPECT_EQ(value, (Value{8, 8}));
        },
        [&] {
          dict.Set(1, Value{9, 9});
          dict.Pop(1);
        },
    });
  });
}

}  // namespace
