#include "checker/bazel/bazel.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

// A script in the place of Bazel.
class Bazel : public ::testing::Test {
 protected:
  BazelCommand Command(const std::string& script) {
    folder_.Write("bazel", "#!/bin/sh\nevents=${2#--build_event_json_file=}\n" + script);
    std::filesystem::permissions(folder_ / "bazel", std::filesystem::perms::owner_all);
    return {
        folder_ / "bazel", folder_.path(), {"build", "//..."}, folder_ / "events", folder_ / "log"};
  }

  ScratchFolder folder_;
};

TEST_F(Bazel, EventsAreReadToTheEnd) {
  const auto run = RunBazel(
      Command("echo '{\"id\":{\"targetCompleted\":{\"label\":\"//a\"}}}' > $events; exit 1"),
      [](const BuildEvents&) {});
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run.value().exit_code, 1);
  EXPECT_TRUE(run.value().events.IsCompleted("//a"));
  EXPECT_FALSE(run.value().interrupted);
}

TEST_F(Bazel, RunsInTheWorkspaceAndLogsWhatItPrints) {
  const BazelCommand command = Command("pwd; echo $1 $3 >&2");
  ASSERT_TRUE(RunBazel(command, [](const BuildEvents&) {}).ok());
  EXPECT_EQ(folder_.Read("log"),
            std::filesystem::canonical(folder_.path()).string() + "\nbuild //...\n");
}

TEST_F(Bazel, OldEventsAreForgotten) {
  folder_.Write("events", "{\"id\":{\"targetCompleted\":{\"label\":\"//old\"}}}\n");
  const auto run = RunBazel(Command("exit 0"), [](const BuildEvents&) {});
  EXPECT_EQ(run.value().events.completed(), 0u);
}

TEST_F(Bazel, AnInterruptionIsPassedOnOnce) {
  const BazelCommand command = Command(
      "trap 'kill $!; echo stopped > $events.got; exit 8' INT\n"
      "sleep 20 &\n"
      "echo ready > $events.ready\n"
      "wait $!\n");
  bool raised = false;
  const auto run = RunBazel(command, [&](const BuildEvents&) {
    if (!raised && std::filesystem::exists(folder_ / "events.ready")) {
      raised = true;
      ::raise(SIGTERM);
    }
  });
  ASSERT_TRUE(run.ok());
  EXPECT_TRUE(run.value().interrupted);
  EXPECT_EQ(run.value().exit_code, 8);
  EXPECT_EQ(folder_.Read("events.got"), "stopped\n");
}

TEST_F(Bazel, AProgramThatIsNotThereIsAnError) {
  BazelCommand command = Command("");
  command.program = folder_ / "nowhere";
  const auto run = RunBazel(command, [](const BuildEvents&) {});
  ASSERT_FALSE(run.ok());
  EXPECT_NE(run.status().message().find("nowhere"), std::string::npos);
}

TEST_F(Bazel, TheExcerptOfALogIsItsErrors) {
  folder_.Write("log", "Loading\nERROR: first\nmore\nERROR: second\nERROR: third\n");
  EXPECT_EQ(LogExcerpt(folder_ / "log", 2), "ERROR: first\nERROR: second\n");
  folder_.Write("log", "one\n\ntwo\nthree\n");
  EXPECT_EQ(LogExcerpt(folder_ / "log", 2), "two\nthree\n");
  EXPECT_EQ(LogExcerpt(folder_ / "nowhere", 2), "");
}

}  // namespace
}  // namespace checker
