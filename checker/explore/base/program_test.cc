#include "checker/explore/base/program.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace explore {
namespace {

constexpr std::uintptr_t kPage = 4096;

[[gnu::noinline]] void* ReturnAddress() { return __builtin_return_address(0); }

// Segments begin and end at pages, as far as memory protection goes.
std::uintptr_t FirstAddressOfCode() {
  auto page = reinterpret_cast<std::uintptr_t>(ReturnAddress()) / kPage * kPage;
  while (InProgram(reinterpret_cast<void*>(page - 1))) page -= kPage;
  while (!InProgram(reinterpret_cast<void*>(page))) ++page;
  return page;
}

TEST(CallerInProgram, IsTheReturnAddressOnTheStack) {
  LocateProgram();
  void* stack[96] = {};
  stack[7] = ReturnAddress();
  EXPECT_EQ(CallerInProgram(stack), stack[7]);
}

TEST(CallerInProgram, IsNoOtherPointerToCode) {
  LocateProgram();
  void* stack[96] = {};
  stack[7] = static_cast<char*>(ReturnAddress()) + 1;
  EXPECT_EQ(CallerInProgram(stack), nullptr);
}

// What lies before the first instruction can't be read everywhere, and was a crash.
TEST(CallerInProgram, IsNotTheFirstAddressOfTheCode) {
  LocateProgram();
  void* stack[96] = {};
  stack[7] = reinterpret_cast<void*>(FirstAddressOfCode());
  EXPECT_EQ(CallerInProgram(stack), nullptr);
}

}  // namespace
}  // namespace explore
