// Known limits, each with a case that shows it. explore_test.cc says what is expected; a limit that
// goes away makes it fail, and then its row in README.md goes too.
#include <atomic>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

// Wrong: what is written behind the fence is not ordered by it. It is taken for ordered.
TEST(Limit, AccessBetweenFenceAndStore) {
  int data = 0;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          std::atomic_thread_fence(std::memory_order_release);
                          data = 42;
                          ready.store(true, std::memory_order_relaxed);
                        },
                        [&] {
                          if (ready.load(std::memory_order_acquire)) EXPECT_EQ(data, 42);
                        }});
}

// Wrong on real machines, where each may read an old value: here every load sees the latest store.
TEST(Limit, StoreBuffering) {
  std::atomic<int> x{0};
  std::atomic<int> y{0};
  int a = 0;
  int b = 0;
  checker::RunTogether({[&] {
                          x.store(1, std::memory_order_relaxed);
                          a = y.load(std::memory_order_relaxed);
                        },
                        [&] {
                          y.store(1, std::memory_order_relaxed);
                          b = x.load(std::memory_order_relaxed);
                        }});
  EXPECT_NE(a + b, 0);
}

}  // namespace
