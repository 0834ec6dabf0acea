#include "checker/base/subprocess.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

std::vector<std::string> Shell(const std::string& script) { return {"sh", "-c", script}; }

TEST(Subprocess, EndsWithItsExitCodeOrItsSignal) {
  EXPECT_EQ(ExitCodeOf(Start({Shell("exit 3")}).value()), 3);
  EXPECT_EQ(ExitCodeOf(Start({Shell("kill -9 $$")}).value()), 128 + SIGKILL);
}

TEST(Subprocess, RunsInItsFolderAndPrintsToItsFile) {
  const ScratchFolder folder;
  const auto child = Start({Shell("pwd; echo trouble >&2"), folder.path(), folder / "log"});
  EXPECT_EQ(ExitCodeOf(child.value()), 0);
  EXPECT_EQ(folder.Read("log"), std::filesystem::canonical(folder.path()).string() + "\ntrouble\n");
}

TEST(Subprocess, CanHaveAGroupOfItsOwn) {
  const pid_t child = Start({Shell("sleep 100"), "", "", /*own_group=*/true}).value();
  EXPECT_EQ(::getpgid(child), child);
  ::kill(-child, SIGKILL);
  EXPECT_EQ(ExitCodeOf(child), 128 + SIGKILL);
}

TEST(Subprocess, OutputIsReadToItsEnd) {
  EXPECT_EQ(OutputOf({"echo", "it's", "$HOME"}).value(), "it's $HOME\n");
  EXPECT_EQ(OutputOf(Shell("echo one; echo trouble >&2; exit 1")).value(), "one\n");
  EXPECT_EQ(OutputOf(Shell("head -c 100000 /dev/zero")).value().size(), 100000u);
}

TEST(Subprocess, AProgramThatIsNotThereIsAnError) {
  EXPECT_EQ(Start({{"/nowhere/program"}}).status().message(),
            "cannot run /nowhere/program: No such file or directory");
  EXPECT_FALSE(OutputOf({"/nowhere/program"}).ok());
}

}  // namespace
}  // namespace checker
