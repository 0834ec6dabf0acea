// Programs small enough to know all their schedules.
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

TEST(Small, OneThreadHasOneSchedule) {
  std::mutex mutex;
  for (int i = 0; i < 10; ++i) std::lock_guard lock(mutex);
}

TEST(Small, NotesOfOneThread) {
  checker::Note("LOAD g0");
  std::mutex mutex;
  std::lock_guard lock(mutex);
  checker::Note(("\"" + std::string(200, 'x')).c_str());
}

// Whether the first notify goes to the kernel depends on whether the library keeps the sleepers of
// both in one queue.
TEST(Small, NobodySleepsHere) {
  alignas(64) static std::atomic<int> elsewhere;
  elsewhere = 0;
  alignas(16) std::atomic<int> here{0};
  std::thread sleeper([] { elsewhere.wait(0); });
  here.notify_one();
  elsewhere = 1;
  elsewhere.notify_one();
  sleeper.join();
}

TEST(Small, TwoStores) {
  std::atomic<int> last{0};
  std::thread a([&] { last = 1; });
  std::thread b([&] { last = 2; });
  a.join();
  b.join();
  checker::Sometimes("the first store was the last", last.load() == 1);
  checker::Sometimes("the second store was the last", last.load() == 2);
  checker::ExpectOneOf(last.load(), {1, 2});
}

int statics_made = 0;

struct Made {
  Made() { ++statics_made; }
};

// Only a process in which the static is still to be made shows which thread makes it.
TEST(Small, StaticIsMadeByEitherThread) {
  auto touch = [] {
    const int before = statics_made;
    static Made made;
    return statics_made != before;
  };
  bool by_first = false;
  bool by_second = false;
  std::mutex mutex;
  auto note = [&](bool& made) {
    std::lock_guard lock(mutex);
    made = touch();
  };
  checker::RunTogether({[&] { note(by_first); }, [&] { note(by_second); }});
  checker::Sometimes("the first thread made it", by_first);
  checker::Sometimes("the second thread made it", by_second);
}

// Ended by the test that runs it.
TEST(Small, ParentWorksForLongWhileItsChildWaits) {
  std::atomic<int>* const never =
      new (mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<int>(0);
  if (fork() == 0) {
    while (*never == 0) sched_yield();
    _exit(0);
  }
  sched_yield();
  for (volatile int i = 0; i < 2'000'000'000; i = i + 1) {
  }
}

}  // namespace
