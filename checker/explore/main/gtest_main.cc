// main() of a test binary: GoogleTest cases, each run once per schedule.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/explore/engine/driver.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/arena.h"

// GoogleTest takes its own mutexes when an assertion fails. They are kept out of the schedule.
extern "C" {
void __real__ZNK7testing8internal12AssertHelperaSERKNS_7MessageE(const void* helper,
                                                                 const testing::Message& message);
void __wrap__ZNK7testing8internal12AssertHelperaSERKNS_7MessageE(const void* helper,
                                                                 const testing::Message& message) {
  explore::Silently silently;
  __real__ZNK7testing8internal12AssertHelperaSERKNS_7MessageE(helper, message);
}
}

namespace explore {
namespace {

// A schedule is what lies between the start and the end of a test: the fixture and the body.
class ScheduleListener : public testing::EmptyTestEventListener {
 public:
  explicit ScheduleListener(const bool& controlled) : controlled_(controlled) {}

  void OnTestStart(const testing::TestInfo&) override {
    if (controlled_) BeginSchedule();
  }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    NoteFailure(FindingKind::kWrongResult, result.message() == nullptr ? "" : result.message(),
                result.file_name() == nullptr ? "" : result.file_name(), result.line_number());
  }

  void OnTestEnd(const testing::TestInfo&) override {
    if (controlled_) EndSchedule();
  }

 private:
  const bool& controlled_;
};

class GoogleTestCases : public Subject {
 public:
  GoogleTestCases() {
    testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new ScheduleListener(controlled_));
  }

  std::vector<Case> Cases() override {
    const testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    std::vector<Case> cases;
    for (int i = 0; i < tests.total_test_suite_count(); ++i) {
      const testing::TestSuite& suite = *tests.GetTestSuite(i);
      for (int k = 0; k < suite.total_test_count(); ++k) {
        const testing::TestInfo& info = *suite.GetTestInfo(k);
        auto* name = new std::string(std::string(suite.name()) + "." + info.name());
        cases.push_back({name->c_str(), info.file(), info.line()});
      }
    }
    return cases;
  }

  void Select(const char* name) override { testing::GTEST_FLAG(filter) = name; }

  void RunOnce(bool controlled) override {
    controlled_ = controlled;
    (void)RUN_ALL_TESTS();
  }

 private:
  bool controlled_ = true;
};

}  // namespace
}  // namespace explore

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  explore::GoogleTestCases cases;
  return explore::Drive(argc, argv, cases);
}
