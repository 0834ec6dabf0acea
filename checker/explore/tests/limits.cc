// Known limits, each with a case that shows it. explore_test.cc says what is expected; a limit that
// goes away makes it fail, and then its row in README.md goes too.
#include <atomic>
#include <memory>
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

// Correct, but libstdc++ 12 guards the pointer with a spin lock whose unlock is relaxed.
TEST(Limit, AtomicSharedPtr) {
  std::atomic<std::shared_ptr<int>> pointer(std::make_shared<int>(1));
  checker::RunTogether({[&] { pointer.store(std::make_shared<int>(2)); },
                        [&] { EXPECT_NE(pointer.load(), nullptr); }});
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
