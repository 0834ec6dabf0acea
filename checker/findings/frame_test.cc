#include "checker/findings/frame.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

TEST(ShortFunctionName, IsWhatTheStudentWrote) {
  const std::pair<const char*, const char*> cases[] = {
      {"RLock::lock()", "lock"},
      {"RLock::held_by_current_thread() const", "held_by_current_thread"},
      {"Bank::Transfer(unsigned long, unsigned long, long)", "Transfer"},
      {"void Queue<int>::Put<int const&>(int const&)", "Put"},
      {"std::optional<int> Queue<std::pair<int, int> >::Get()", "Get"},
      {"Bank::Transfer(unsigned long)::$_0::operator()() const", "Transfer"},
      {"Get(int)::'lambda'()::operator()() const", "Get"},
      {"Counter::operator++()", "operator++"},
      {"Task::operator()(int) const", "operator()"},
      {"TicketOffice::~TicketOffice()", "~TicketOffice"},
      {"main", "main"},
      {"", ""},
  };
  for (const auto& [demangled, expected] : cases) {
    EXPECT_EQ(ShortFunctionName(demangled), expected) << demangled;
  }
}

TEST(ParseSymbolizerOutput, KeepsInlinedFramesInOrder) {
  const Symbols symbols = ParseSymbolizerOutput(
      R"json([{"Address":"0x12","ModuleName":"t","Symbol":[
            {"Column":3,"FileName":"/submission/a.h","FunctionName":"A::f()","Line":7},
            {"Column":1,"FileName":"/x/t.cc","FunctionName":"main","Line":9}]
},
          {"Address":"0x13","ModuleName":"t","Symbol":[{"FileName":"","FunctionName":"","Line":0}]}])json");
  ASSERT_EQ(symbols.size(), 1u);
  ASSERT_EQ(symbols.at(0x12).size(), 2u);
  EXPECT_EQ(symbols.at(0x12)[0].function, "A::f()");
  EXPECT_EQ(symbols.at(0x12)[0].line, 7);
  EXPECT_EQ(symbols.at(0x12)[0].column, 3);
  EXPECT_EQ(symbols.at(0x12)[1].file, "/x/t.cc");
}

TEST(ParseSymbolizerOutput, TakesNonsenseForNothing) {
  EXPECT_TRUE(ParseSymbolizerOutput("").empty());
  EXPECT_TRUE(ParseSymbolizerOutput("[{").empty());
  EXPECT_TRUE(ParseSymbolizerOutput("{}").empty());
}

}  // namespace
}  // namespace checker
