#include "boss_and_workers.h"

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr int kBoss = -1;
constexpr auto kSlack = 1ms;

// Writes down who said what. Each line has a place of its own, written by the one who says it and
// read when all is over; the steps order them without ordering the threads.
class Minutes {
 public:
  explicit Minutes(int workers) : said_(workers + 1) {}

  void Begin(int who, Line line) {
    Entry& entry = At(who, line);
    ++entry.times;
    entry.begun = step_.fetch_add(1, std::memory_order_relaxed);
    entry.at = steady_clock::now();
  }
  void End(int who, Line line) {
    At(who, line).ended = step_.fetch_add(1, std::memory_order_relaxed);
  }

  void ExpectOrder() {
    ExpectOnce(kBoss, Line::kOvertime);
    ExpectOnce(kBoss, Line::kMayGo);
    EXPECT_GE(Between(kBoss, Line::kOvertime, Line::kMayGo), 5s)
        << "the boss let them go too early";
    for (int id = 0; id + 1 < static_cast<int>(said_.size()); ++id) ExpectOrderOf(id);
  }

  nanoseconds Between(int who, Line first, Line second) {
    return At(who, second).at - At(who, first).at;
  }

 private:
  struct Entry {
    int times = 0, begun = -1, ended = -1;
    steady_clock::time_point at;
  };

  Entry& At(int who, Line line) { return said_.at(who + 1).at(static_cast<int>(line)); }

  void ExpectOnce(int who, Line line) {
    EXPECT_EQ(At(who, line).times, 1) << "line " << static_cast<int>(line) << " of number " << who;
  }

  void ExpectOrderOf(int id) {
    ExpectOnce(id, Line::kSigh);
    ExpectOnce(id, Line::kOhYeah);
    EXPECT_LT(At(kBoss, Line::kOvertime).ended, At(id, Line::kSigh).begun)
        << "worker " << id << " sighed before he had heard the bad news";
    EXPECT_LT(At(id, Line::kSigh).ended, At(kBoss, Line::kMayGo).begun)
        << "the boss did not wait until worker " << id << " had sighed";
    EXPECT_LT(At(kBoss, Line::kMayGo).ended, At(id, Line::kOhYeah).begun)
        << "worker " << id << " cheered before he was let go";
    EXPECT_GE(Between(id, Line::kSigh, Line::kOhYeah), 1s)
        << "worker " << id << " cheered too early";
  }

  std::vector<std::array<Entry, 4>> said_;
  std::atomic<int> step_{0};
};

// Runs an evening to its end. Number i of `late` is how late worker i comes, the last one the boss.
nanoseconds RunEvening(
    std::vector<nanoseconds> late, std::function<void(int, Line)> meanwhile = [](int, Line) {}) {
  const int workers = static_cast<int>(late.size()) - 1;
  Minutes minutes(workers);
  Evening evening(workers, [&](int who, Line line) {
    minutes.Begin(who, line);
    meanwhile(who, line);
    minutes.End(who, line);
  });
  const auto start = steady_clock::now();
  checker::RunTogether(workers + 1, [&](int id) {
    if (late[id] > 0s) checker::WorkFor(late[id]);
    id < workers ? evening.Worker(id) : evening.Boss();
  });
  minutes.ExpectOrder();
  return steady_clock::now() - start;
}

GRADED_TEST(BossAndWorkers, EveryLineIsSaidOnceAndInOrder, 3) {
  // Who speaks sees what those before him have written: the lines order the threads.
  int overtime = 0, may_go = 0, sighs[2] = {};
  RunEvening({0s, 0s, 0s}, [&](int who, Line line) {
    if (line == Line::kOvertime) overtime = 1;
    if (line == Line::kSigh) sighs[who] = overtime;
    if (line == Line::kMayGo) may_go = sighs[0] + sighs[1];
    if (line == Line::kOhYeah) EXPECT_EQ(may_go, 2);
  });
}

GRADED_TEST(BossAndWorkers, WhenAllAreOnTimeTheEveningTakesFiveSeconds, 2) {
  const nanoseconds length = RunEvening({0s, 0s, 0s});
  EXPECT_GE(length, 5s);
  if (checker::Controlled())
    EXPECT_LE(length, 5s + kSlack) << "nobody was late, yet it took longer";
}

GRADED_TEST(BossAndWorkers, TheFiveOfTheLessonGoHomeTogether, 1) {
  RunEvening({0s, 0s, 0s, 0s, 0s, 0s});
}

GRADED_TEST(BossAndWorkers, AWorkerMayComeAnHourLate, 3) {
  const nanoseconds length = RunEvening({0s, 1h, 0s});
  EXPECT_LE(length, 1h + 1s + kSlack) << "he sighs as soon as he comes, and cheers a second later";
}

GRADED_TEST(BossAndWorkers, AWorkerMayComeShortlyBeforeTheEnd, 2) { RunEvening({0s, 4500ms, 0s}); }

GRADED_TEST(BossAndWorkers, AWorkerMayComeAfterTheOthersHaveSighed, 1) {
  RunEvening({0s, 1500ms, 3s, 0s});
}

GRADED_TEST(BossAndWorkers, TheBossMayComeLast, 1) {
  const nanoseconds length = RunEvening({0s, 0s, 1h});
  EXPECT_LE(length, 1h + 5s + kSlack);
}

GRADED_TEST(BossAndWorkers, WithoutWorkersTheBossSaysBothLines, 1) { RunEvening({0s}); }

GRADED_TEST(BossAndWorkers, ALineIsSaidOnlyWhenSayHasReturned, 2) {
  RunEvening({0s, 0s, 0s}, [](int who, Line) { checker::WorkFor(who == 0 ? 7s : 2s); });
}

GRADED_TEST(BossAndWorkers, SighsMayOverlap, 2) {
  checker::MeetingPoint both(2);
  RunEvening({0s, 0s, 0s}, [&](int, Line line) {
    if (line == Line::kSigh) both.Meet();
  });
}

GRADED_TEST(BossAndWorkers, CheersMayOverlap, 1) {
  checker::MeetingPoint both(2);
  RunEvening({0s, 0s, 0s}, [&](int, Line line) {
    if (line == Line::kOhYeah) both.Meet();
  });
}

GRADED_TEST(BossAndWorkers, BadNumbersAreRefused, 1) {
  const auto say = [](int, Line) {};
  EXPECT_THROW(Evening(-1, say), std::invalid_argument);
  Evening evening(2, say);
  EXPECT_THROW(evening.Worker(2), std::invalid_argument);
  EXPECT_THROW(evening.Worker(-1), std::invalid_argument);
}

}  // namespace
