// The sandbox against small hostile programs: /bin/sh and a few lines of Perl or C.
#include "checker/sandbox/sandbox.h"

#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

RunResult Shell(const std::string& script, const SandboxPolicy& policy = {},
                const std::vector<Channel>& channels = {}) {
  return RunInSandbox(policy, {"/bin/sh", "-c", script}, channels);
}

RunResult Perl(const std::string& script, const SandboxPolicy& policy = {}) {
  return RunInSandbox(policy, {"/usr/bin/perl", "-e", script});
}

TEST(Sandbox, ReportsTheExitCode) {
  const RunResult result = Shell("echo out; echo err >&2; exit 7");
  EXPECT_EQ(result.end, RunEnd(ExitCode{7})) << EndInWords(result.end);
  EXPECT_EQ(result.standard_output, "out\n");
  EXPECT_EQ(result.standard_error, "err\n");
  EXPECT_EQ(result.left_behind, 0);
}

TEST(Sandbox, TellsASignalFromAnExitCode) {
  EXPECT_EQ(Shell("kill -SEGV $$").end, RunEnd(Signal{SIGSEGV}));
  EXPECT_EQ(Shell("exit 139").end, RunEnd(ExitCode{139}));
}

TEST(Sandbox, SaysWhatItCouldNotRun) {
  const RunResult result = RunInSandbox({}, {"/nowhere/program"});
  ASSERT_TRUE(std::holds_alternative<SandboxFailure>(result.end));
  EXPECT_NE(EndInWords(result.end).find("/nowhere/program"), std::string::npos);
}

TEST(Sandbox, CarriesChannelsBothWays) {
  const RunResult result = Shell(
      "read nonce <&4; echo \"got $nonce\" >&3", {},
      {{.descriptor = 3}, {.descriptor = 4, .way = Channel::Way::kToProgram, .input = "42\n"}});
  EXPECT_EQ(result.channels.at(3), "got 42\n");
}

TEST(Sandbox, LeavesNoOtherDescriptorOpen) {
  EXPECT_EQ(Shell("ls /proc/self/fd").standard_output, "0\n1\n2\n3\n");  // 3: the folder itself
}

TEST(Sandbox, CountsProcessesLeftBehindAndKillsThem) {
  const RunResult result = Shell("sleep 1000 & sleep 1000 & exit 0");
  EXPECT_EQ(result.end, RunEnd(ExitCode{0}));
  EXPECT_EQ(result.left_behind, 2);
  EXPECT_LT(result.real_time, seconds(5));
}

TEST(Sandbox, EndsAnEndlessLoop) {
  SandboxPolicy policy;
  policy.limits.processor_time = milliseconds(300);
  EXPECT_EQ(Shell("while :; do :; done", policy).end, RunEnd(Limit::kProcessorTime));
}

TEST(Sandbox, AddsTheTimeOfAllProcesses) {
  SandboxPolicy policy;
  policy.limits.processor_time = milliseconds(500);
  policy.limits.real_time = seconds(20);
  EXPECT_EQ(Shell("while :; do (i=0; while [ $i -lt 500 ]; do i=$((i+1)); done); done", policy).end,
            RunEnd(Limit::kProcessorTime));
}

TEST(Sandbox, EndsASleeper) {
  SandboxPolicy policy;
  policy.limits.real_time = milliseconds(300);
  EXPECT_EQ(Shell("sleep 1000", policy).end, RunEnd(Limit::kRealTime));
}

TEST(Sandbox, EndsAMemoryBomb) {
  SandboxPolicy policy;
  policy.limits.memory_bytes = 100 << 20;
  const RunResult result = Perl("my @x; while (1) { push @x, 'x' x 1000000 }", policy);
  EXPECT_EQ(result.end, RunEnd(Limit::kMemory)) << EndInWords(result.end);
  EXPECT_LT(result.max_resident_bytes, 1000 << 20);
}

TEST(Sandbox, EndsAForkBomb) {
  // Bounded, lest a sandbox that fails this test takes the machine with it.
  const RunResult result = Perl("for (1..10) { fork } sleep 20");
  EXPECT_EQ(result.end, RunEnd(Limit::kTasks)) << EndInWords(result.end);
  EXPECT_LT(result.real_time, seconds(10));
}

TEST(Sandbox, EndsAnOutputFlood) {
  const RunResult result = Perl("while (1) { print 'x' x 65536 }");
  EXPECT_EQ(result.end, RunEnd(Limit::kOutput)) << EndInWords(result.end);
  EXPECT_LE(result.standard_output.size(), 256u << 10);
}

TEST(Sandbox, BoundsFilesAndTheScratchFolder) {
  SandboxPolicy policy;
  policy.limits.file_bytes = 1 << 20;
  policy.limits.scratch_bytes = 2 << 20;
  const RunResult result =
      Shell("for i in 1 2 3 4; do head -c 3000000 /dev/zero >/tmp/$i; done; du -sk /tmp", policy);
  EXPECT_LE(std::stoi(result.standard_output), 2100) << result.standard_output;
}

TEST(Sandbox, HasNowhereElseToWrite) {
  for (const char* place : {"/x", "/usr/x", "/dev/x", "/sandbox/x", "/proc/x", "/var/x"}) {
    EXPECT_NE(Shell(std::string("echo > ") + place).end, RunEnd(ExitCode{0})) << place;
  }
  EXPECT_EQ(Shell("echo > /tmp/x && echo > /dev/shm/x").end, RunEnd(ExitCode{0}));
}

TEST(Sandbox, HasNoNetwork) {
  const char* connect =
      "use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0) or exit 3; "
      "connect($s, pack_sockaddr_in(80, inet_aton('1.1.1.1'))) or exit 4; exit 0";
  EXPECT_EQ(Perl(connect).end, RunEnd(ExitCode{3}));
  SandboxPolicy loopback;
  loopback.loopback = true;
  EXPECT_EQ(Perl(connect, loopback).end, RunEnd(ExitCode{4}));
  EXPECT_EQ(Perl("use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or exit 3").end,
            RunEnd(ExitCode{0}));
}

// A server and a client in one process, over 127.0.0.1.
constexpr char kTalkToMyself[] =
    "use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0) or exit 3; "
    "bind($s, pack_sockaddr_in(0, INADDR_LOOPBACK)) or exit 4; listen($s, 1) or exit 5; "
    "socket(my $c, PF_INET, SOCK_STREAM, 0) or exit 6; connect($c, getsockname($s)) or exit 7; "
    "accept(my $a, $s) or exit 8; syswrite($c, 'hello') == 5 or exit 9; "
    "sysread($a, my $text, 5) == 5 or exit 10; exit($text eq 'hello' ? 0 : 11)";

TEST(Sandbox, HasALoopbackWhereThatIsAllowed) {
  SandboxPolicy loopback;
  loopback.loopback = true;
  EXPECT_EQ(Perl(kTalkToMyself, loopback).end, RunEnd(ExitCode{0}));
  EXPECT_EQ(Perl(kTalkToMyself).end, RunEnd(ExitCode{3}));
}

TEST(Sandbox, ASocketPairNeedsNoLoopback) {
  EXPECT_EQ(Perl("use Socket; socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or exit 3; "
                 "syswrite($a, 'hello'); sysread($b, my $text, 5) == 5 or exit 4")
                .end,
            RunEnd(ExitCode{0}));
}

TEST(Sandbox, BoundsTheOpenFiles) {
  // Opens what it can; 0, 1 and 2 are open already.
  const char* open_all = "while (open($f[@f], '<', '/dev/null')) {} print scalar(@f) + 2";
  SandboxPolicy policy;
  policy.limits.open_files = 20;
  EXPECT_EQ(Perl(open_all, policy).standard_output, "20");
  policy.limits.open_files = 50;
  EXPECT_EQ(Perl(open_all, policy).standard_output, "50");
}

TEST(Sandbox, BoundsTheProcesses) {
  const char* five = "for (1..4) { if (!fork) { sleep 1; exit } } 1 while wait != -1";
  SandboxPolicy policy;
  policy.limits.tasks = 10;
  EXPECT_EQ(Perl(five, policy).end, RunEnd(ExitCode{0}));
  policy.limits.tasks = 3;
  EXPECT_EQ(Perl(five, policy).end, RunEnd(Limit::kTasks));
}

TEST(Sandbox, ShowsNoFilesOfTheHost) {
  const std::string home = getpwuid(getuid())->pw_dir;
  const RunResult result =
      Shell("cat /etc/passwd " + home + "/.bashrc /home/* 2>/dev/null; ls / /proc | cat");
  EXPECT_EQ(result.standard_output.find("root:"), std::string::npos);
  for (const char* folder : {"etc\n", "home\n", "root\n", "work\n", "var\n"}) {
    EXPECT_EQ(result.standard_output.find(std::string("\n") + folder), std::string::npos) << folder;
  }
}

TEST(Sandbox, ShowsListedFilesReadOnly) {
  const auto path = std::filesystem::temp_directory_path() / "sandbox_test_visible";
  std::ofstream(path) << "hello";
  SandboxPolicy policy;
  policy.read_only = {{path.string(), "/sandbox/visible"}};
  EXPECT_EQ(Shell("cat /sandbox/visible", policy).standard_output, "hello");
  EXPECT_NE(Shell("echo x > /sandbox/visible", policy).end, RunEnd(ExitCode{0}));
  std::filesystem::remove(path);
}

TEST(Sandbox, PassesNoEnvironmentOn) {
  setenv("TSAN_OPTIONS", "exitcode=0", 1);
  const RunResult result = Shell("/usr/bin/env");
  unsetenv("TSAN_OPTIONS");
  EXPECT_EQ(result.standard_output.find("TSAN"), std::string::npos) << result.standard_output;
}

TEST(Sandbox, RefusesDangerousSystemCalls) {
  // ptrace(101), unshare(272), mount(165), io_uring_setup(425), memfd_create(319), bpf(321),
  // prlimit64(302) of the first process.
  EXPECT_EQ(
      Perl("for (101, 272, 165, 425, 319, 321) { exit $_ % 255 if syscall($_, 0, 0, 0) != -1 }")
          .end,
      RunEnd(ExitCode{0}));
  EXPECT_EQ(Perl("exit 1 if syscall(302, 1, 7, 0, 0) != -1").end, RunEnd(ExitCode{0}));
}

TEST(Sandbox, KeepsItsFirstProcessOutOfReach) {
  EXPECT_EQ(
      Shell("kill -9 1; kill -STOP 1; cat /proc/1/environ; ls /proc/1/fd; sleep 0.1; exit 5").end,
      RunEnd(ExitCode{5}));
}

TEST(Sandbox, TimeIsBoundedEvenWithManyStoppedProcesses) {
  SandboxPolicy policy;
  policy.limits.real_time = milliseconds(500);
  EXPECT_EQ(Shell("sleep 100 & kill -STOP $!; kill -STOP $$; sleep 1", policy).end,
            RunEnd(Limit::kRealTime));
}

TEST(SandboxStatus, SurvivesTheTrip) {
  const SandboxStatus status{"signal", 11, 123456, 789, 2};
  const auto back = ParseStatus(FormatStatus(status));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->how, "signal");
  EXPECT_EQ(back->value, 11);
  EXPECT_EQ(back->left_behind, 2);
  EXPECT_FALSE(ParseStatus(""));
  EXPECT_FALSE(ParseStatus("exit\tx"));
}

TEST(RunEnd, IsToldInWords) {
  EXPECT_EQ(EndInWords(Signal{11}), "signal 11 (SIGSEGV)");
  EXPECT_EQ(EndInWords(Limit::kMemory), "the memory limit");
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
