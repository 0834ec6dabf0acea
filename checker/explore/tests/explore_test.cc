// Runs programs under the explorer and compares what it says with what is known about them. The
// programs are the arguments.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

std::map<std::string, std::string> programs;  // by name

struct Records {
  std::vector<std::string> lines;
  int exit_code = -1;

  // The value of a field in the first record that has it, without quotes; empty if none has.
  std::string Field(const std::string& name) const {
    const std::string key = "\"" + name + "\":";
    for (const std::string& line : lines) {
      const std::size_t at = line.find(key);
      if (at == std::string::npos) continue;
      std::size_t begin = at + key.size();
      const bool quoted = line[begin] == '"';
      if (quoted) ++begin;
      return line.substr(begin, line.find_first_of(quoted ? "\"" : ",}", begin) - begin);
    }
    return "";
  }

  // What was found, in the words of a finding; empty if nothing was.
  std::string Finding() const {
    for (const std::string& line : lines) {
      if (line.find("\"record\":\"race\"") != std::string::npos) return "data race";
      if (line.find("\"record\":\"uncontrolled call\"") != std::string::npos)
        return "uncontrolled call";
      if (line.find("\"record\":\"failure\"") != std::string::npos) return Field("kind");
    }
    return "";
  }
};

Records Explored(const std::string& program, const std::string& arguments,
                 const std::string& input = "") {
  Records records;
  const std::string command = "echo '" + input + "' | " + programs.at(program) +
                              " --result-fd=7 --report-fd=8 " + arguments +
                              " 7>&1 8>/dev/null >/dev/null 2>&1";
  FILE* const pipe = popen(("exec 2>/dev/null; " + command).c_str(), "r");
  char buffer[1 << 16];
  std::string text;
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
    text += buffer;
    if (text.back() != '\n') continue;
    records.lines.push_back(text);
    text.clear();
  }
  const int status = pclose(pipe);
  records.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return records;
}

std::vector<std::string> CasesOf(const std::string& program) {
  std::vector<std::string> names;
  for (const std::string& line : Explored(program, "--list").lines) {
    Records one;
    one.lines = {line};
    names.push_back(one.Field("name"));
  }
  return names;
}

void ExpectSilent(const std::string& program) {
  const std::vector<std::string> cases = CasesOf(program);
  EXPECT_FALSE(cases.empty());
  for (const std::string& name : cases) {
    for (const char* how : {"--schedules=150", "--schedules=40 --memory-points=on --seed=2",
                            "--schedules=60 --strategy=delay"}) {
      const Records records = Explored(program, "--case=" + name + " " + how);
      EXPECT_EQ(records.Finding(), "") << name << " " << how << " token " << records.Field("token");
      EXPECT_EQ(records.exit_code, 0) << name << " " << how;
      EXPECT_NE(records.Field("steps"), "") << name << " has no last record";
    }
  }
}

TEST(CorrectCode, OfTheStandardLibraryIsNeverReported) { ExpectSilent("std_primitives_test"); }
TEST(CorrectCode, OfPosixIsNeverReported) { ExpectSilent("posix_primitives_test"); }
TEST(CorrectCode, OfSeveralProcessesIsNeverReported) { ExpectSilent("processes_test"); }
TEST(CorrectCode, WithDescriptorsIsNeverReported) { ExpectSilent("descriptors_test"); }

// The suites of findings_*.cc, and what each of their cases must get.
const std::map<std::string, std::string> kFindings = {{"DataRace", "data race"},
                                                      {"WrongResult", "wrong result"},
                                                      {"Deadlock", "deadlock"},
                                                      {"LostWakeUp", "lost wake-up"},
                                                      {"TooMuchLocking", "too much locking"},
                                                      {"BusyWaiting", "busy waiting"},
                                                      {"Livelock", "livelock"},
                                                      {"Crash", "crash"},
                                                      {"Leak", "leak"},
                                                      {"NotAttempted", "not attempted"},
                                                      {"Uncontrolled", "uncontrolled call"}};

std::string ExpectedFor(const std::string& name) {
  return kFindings.at(name.substr(0, name.find('.')));
}

TEST(WrongCode, GetsItsFinding) {
  for (const std::string& name : CasesOf("findings")) {
    const Records records = Explored("findings", "--case=" + name + " --schedules=3000");
    EXPECT_EQ(records.Finding(), ExpectedFor(name)) << name;
    EXPECT_NE(records.exit_code, 0) << name;
  }
}

TEST(Token, ShowsTheSameFindingAgain) {
  for (const std::string& name : CasesOf("findings")) {
    const std::string token =
        Explored("findings", "--case=" + name + " --schedules=3000").Field("token");
    if (token.empty()) continue;  // a claim about all schedules, or nothing to replay
    const Records again = Explored("findings", "--case=" + name + " --replay=" + token);
    EXPECT_EQ(again.Finding(), ExpectedFor(name)) << name << " token " << token;
  }
}

TEST(Token, IsShrunkToFewDeviations) {
  for (const std::string name :
       {"Deadlock.LocksInOppositeOrder", "LostWakeUp.FlagSetOutsideTheLock",
        "WrongResult.CheckThenAct", "DataRace.OnlyWhenTheSecondThreadIsFirst",
        "WrongResult.IfInsteadOfWhile", "WrongResult.BetweenTwoStepsOfOneOfTwenty",
        "Deadlock.Philosophers", "Deadlock.PhilosophersAtALongTable"}) {
    const std::string which = "--case=" + name;
    const std::string token = Explored("findings", which).Field("token");
    const Records shrunk = Explored("findings", which + " --shrink=" + token);
    EXPECT_EQ(shrunk.Field("kind"), ExpectedFor(name)) << name;
    // Each philosopher has to be stopped between his two forks.
    const bool philosophers = name.starts_with("Deadlock.Philosophers");
    EXPECT_LE(std::stoi(shrunk.Field("deviations")), philosophers ? 10 : 3)
        << name << " token " << shrunk.Field("token");
    const Records again = Explored("findings", which + " --replay=" + shrunk.Field("token"));
    EXPECT_EQ(again.Finding(), ExpectedFor(name)) << name << " token " << shrunk.Field("token");
  }
}

TEST(Token, GivesOneScheduleInEveryProcess) {
  for (const char* name : {"Std.SemaphoreIsReleasedWhileSomebodyWaitsWithATimeOut", "Std.AsyncRuns",
                           "Std.BarrierCompletesItsPhases", "Std.ConditionVariableAnyIsStopped",
                           "Std.CallOnceTriesAgainAfterAThrow"}) {
    for (const char* token : {"r1k2j3", "r1k2j3MS4", "p1bfmjpuMS4D3K5k", "oabcMSc", "r7CS4",
                              "u1k2j3", "u1k2j3MS4", "u7CS4"}) {
      std::set<std::string> hashes;
      for (int i = 0; i < 10; ++i) {
        const std::string where = std::string("--case=") + name + " --replay=" + token;
        hashes.insert(Explored("std_primitives_test", where).Field("hash"));
      }
      EXPECT_EQ(hashes.size(), 1u) << name << " " << token;
      EXPECT_EQ(hashes.count(""), 0u) << name << " " << token;
    }
  }
}

TEST(Token, OfAnyScheduleGivesItAgainInAFreshProcess) {
  for (const char* name : {"Std.AsyncRuns", "Std.ConditionVariableAnyIsStopped", "Std.LatchOpens",
                           "Std.SharedTimedMutexTimesOut", "Std.SharedFutureServesMany"}) {
    for (const char* schedules :
         {"2", "6", "23", "27", "29", "61", "100"}) {  // one of each strategy
      const std::string which = std::string("--case=") + name;
      const Records job = Explored("std_primitives_test", which + " --schedules=" + schedules);
      const std::string token = job.Field("last_token");
      const Records again = Explored("std_primitives_test", which + " --replay=" + token);
      EXPECT_EQ(again.Field("hash"), job.Field("hash")) << name << " token " << token;
    }
  }
}

TEST(Token, OfSeveralProcessesGivesOneScheduleInEveryProcess) {
  for (const char* name :
       {"Process.HasThreadsOfItsOwn", "Process.SendsBackWhatItGotThroughAPipe",
        "Process.IsWaitedForInEveryWay", "Process.MayEndByQuickExit",
        "SharedMemory.BarrierGathersProcesses", "SharedMemory.ConditionWakesAnotherProcess",
        "SharedMemory.RobustMutexTellsThatItsOwnerHasDied"}) {
    for (const char* token : {"x", "r1k2j3MS4", "p1bfmjpuMS4D3K5k", "oabcMSc", "u1k2j3S4"}) {
      std::set<std::string> hashes;
      for (std::size_t i = 0; i < 5; ++i) {
        setenv("PADDING", std::string(i * 100, 'x').c_str(), /*replace=*/1);
        const std::string where = std::string("--case=") + name + " --replay=" + token;
        hashes.insert(Explored("processes_test", where).Field("hash"));
      }
      EXPECT_EQ(hashes.size(), 1u) << name << " " << token;
      EXPECT_EQ(hashes.count(""), 0u) << name << " " << token;
    }
  }
  unsetenv("PADDING");
}

TEST(Seed, GivesTheSameSchedules) {
  auto fingerprint = [](int seed) {
    const Records records =
        Explored("std_primitives_test",
                 "--case=Std.MutexExcludes --seed=" + std::to_string(seed) + " --schedules=50");
    return records.Field("hash") + " " + records.Field("distinct") + " " + records.Field("steps");
  };
  EXPECT_EQ(fingerprint(5), fingerprint(5));
  EXPECT_NE(fingerprint(5), fingerprint(6));
}

// The library looks for sleepers by address, and what the environment holds moves the stack.
TEST(Seed, GivesTheSameSchedulesInEveryEnvironment) {
  std::set<std::string> fingerprints;
  for (std::size_t bytes = 0; bytes < 256; bytes += 16) {
    setenv("PADDING", std::string(bytes, 'x').c_str(), /*replace=*/1);
    const Records records = Explored("small", "--case=Small.NobodySleepsHere --schedules=40");
    fingerprints.insert(records.Field("hash") + " " + records.Field("steps"));
  }
  unsetenv("PADDING");
  EXPECT_EQ(fingerprints.size(), 1u);
}

TEST(Trace, TellsTheStepsOfTheSchedule) {
  const Records records = Explored("findings", "--case=Deadlock.LockedTwice --replay=x --trace");
  ASSERT_GE(records.lines.size(), 3u);
  EXPECT_EQ(records.Field("operation"), "lock");
  EXPECT_NE(records.lines[1].find("\"blocked\":true"), std::string::npos);
  EXPECT_EQ(records.Finding(), "deadlock");
}

TEST(Trace, TellsTheNotesOfTheProgramWithTheirPlaces) {
  const Records records = Explored("small", "--case=Small.NotesOfOneThread --replay=x --trace");
  ASSERT_GE(records.lines.size(), 3u);
  EXPECT_EQ(records.Field("operation"), "note");
  EXPECT_EQ(records.Field("object"), "LOAD g0");
  EXPECT_EQ(records.lines[0].find("\"stack\":[]"), std::string::npos);
  const std::string cut = "\"object\":\"\\\"" + std::string(118, 'x') + "\"";
  EXPECT_NE(records.lines[2].find(cut), std::string::npos) << records.lines[2];
}

TEST(Note, IsNoSchedulingPoint) {
  const Records records = Explored("small", "--case=Small.NotesOfOneThread --schedules=1");
  EXPECT_EQ(records.Finding(), "");
  EXPECT_EQ(records.Field("steps"), "3") << "lock, unlock, finish";
}

// The schedules that an even random walk hardly ever comes to.
TEST(Surw, ReachesWhatNeedsOneOfManyThreadsAtItsMoment) {
  for (const char* name :
       {"WrongResult.BetweenTwoStepsOfOneOfTwenty", "Deadlock.PhilosophersAtALongTable"}) {
    for (const char* seed : {"1", "2", "3", "4", "5"}) {
      const Records records = Explored("findings", std::string("--strategy=surw --schedules=300") +
                                                       " --case=" + name + " --seed=" + seed);
      EXPECT_EQ(records.Finding(), ExpectedFor(name)) << name << " seed " << seed;
    }
  }
}

TEST(DelayBoundedSearch, TakesItsTurnAmongTheOthers) {
  const Records records = Explored("small", "--case=Small.TwoStores --schedules=300");
  EXPECT_GE(std::stoi(records.Field("exhausted_delays")), 1);
  EXPECT_GT(std::stoi(records.Field("SURW")), 0);
}

TEST(DelayBoundedSearch, SaysWhatItHasExhausted) {
  const Records all = Explored(
      "small", "--case=Small.TwoStores --strategy=delay --schedules=100000 --memory-points=off");
  EXPECT_EQ(all.Finding(), "");
  EXPECT_GE(std::stoi(all.Field("exhausted_delays")), 3);
  const Records some = Explored(
      "small", "--case=Small.TwoStores --strategy=delay --schedules=3 --memory-points=off");
  EXPECT_LE(std::stoi(some.Field("exhausted_delays")), 0);
}

// Starts a program that writes its records into a pipe.
struct Started {
  pid_t pid;
  FILE* records;
};

Started Start(const std::string& program, std::vector<std::string> arguments) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  arguments.push_back("--result-fd=" + std::to_string(ends[1]));
  std::vector<char*> list = {const_cast<char*>(programs.at(program).c_str())};
  for (std::string& argument : arguments) list.push_back(argument.data());
  list.push_back(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    execv(list[0], list.data());
    _exit(9);
  }
  close(ends[1]);
  return {pid, fdopen(ends[0], "r")};
}

// The pipe ends when the last process has ended that could write to it.
TEST(Processes, EndWithTheJobThatIsKilled) {
  const Started job = Start(
      "small", {"--case=Small.ParentWorksForLongWhileItsChildWaits", "--replay=x", "--trace"});
  char line[1 << 16] = "";
  while (std::strstr(line, "\"thread\":1000000") == nullptr) {
    ASSERT_NE(std::fgets(line, sizeof line, job.records), nullptr);
  }
  kill(job.pid, SIGKILL);
  while (std::fgets(line, sizeof line, job.records) != nullptr) {
  }
  std::fclose(job.records);
  waitpid(job.pid, nullptr, 0);
}

TEST(Trace, NamesTheProcesses) {
  const Records records =
      Explored("findings", "--case=Deadlock.OfTwoProcessesThatLockInOppositeOrder");
  EXPECT_EQ(records.Finding(), "deadlock");
  std::string all;
  for (const std::string& line : records.lines) all += line;
  EXPECT_NE(all.find("\"cycle\":[0,1000000]"), std::string::npos) << all;
  EXPECT_NE(all.find("\"name\":\"process 1\""), std::string::npos) << all;
}

TEST(Coverage, AnOnlyScheduleIsNotRunForNothing) {
  const Records records = Explored("small", "--case=Small.OneThreadHasOneSchedule --schedules=300");
  EXPECT_EQ(records.Field("nothing_to_choose"), "true");
  EXPECT_EQ(records.Field("distinct"), "1");
}

TEST(Coverage, WhatIsMadeOnceInAProcessIsMadeByEitherThread) {
  EXPECT_EQ(Explored("small", "--case=Small.StaticIsMadeByEitherThread --schedules=200").Finding(),
            "");
}

TEST(OrdinaryProgram, IsExploredFromItsMain) {
  const Records records = Explored("account", "--schedules=200");
  EXPECT_EQ(records.Finding(), "wrong result");
  EXPECT_EQ(Explored("account", "--replay=" + records.Field("token")).Finding(), "wrong result");
}

TEST(OrdinaryProgram, IsJudgedByItsExitCode) {
  for (const char* how : {"return", "_exit", "quick_exit"}) {
    const Records records = Explored("endings", std::string("-- ") + how);
    EXPECT_EQ(records.Finding(), "wrong result") << how;
    EXPECT_EQ(records.Field("default order"), "1") << how << ": the schedule was not counted";
  }
}

TEST(OrdinaryProgram, MayEndBehindItsMainThreadAndForkChildrenThatFail) {
  for (const char* how : {"'main first'", "child"}) {
    const Records records = Explored("endings", std::string("--schedules=100 -- ") + how);
    EXPECT_EQ(records.Finding(), "") << how;
    EXPECT_EQ(records.exit_code, 0) << how;
    EXPECT_NE(records.Field("steps"), "") << how << " has no last record";
  }
}

TEST(OrdinaryProgram, MayHaveRacesThatNobodyWantsToKnow) {
  EXPECT_EQ(Explored("endings", "-- race").Finding(), "data race");
  EXPECT_EQ(Explored("endings", "--schedules=100 --ignore-races -- race").exit_code, 0);
}

TEST(OrdinaryProgram, MayNotEndWhileAThreadUsesWhatItTakesAway) {
  EXPECT_EQ(Explored("endings", "-- 'too early'").Finding(), "crash");
}

TEST(OrdinaryProgram, MayNotSleepToWaitForOthers) {
  const Records records = Explored("endings", "-- sleep");
  EXPECT_EQ(records.Finding(), "wrong result");
  EXPECT_EQ(Explored("endings", "--replay=" + records.Field("token") + " -- sleep").Finding(),
            "wrong result");
  EXPECT_EQ(Explored("endings", "-- 'sleep long'").Finding(), "");
}

// The runtime has functions of these names, too.
TEST(OrdinaryProgram, MayBeInCAndCallThingsAsTheSystemDoes) {
  const Records records = Explored("names", "--schedules=100");
  EXPECT_EQ(records.Finding(), "");
  EXPECT_EQ(records.exit_code, 0);
}

TEST(OrdinaryProgram, MayUseTheThreadsOfC11) {
  EXPECT_EQ(Explored("c11", "--schedules=300").Finding(), "");
  EXPECT_EQ(Explored("c11", "-- race").Finding(), "data race");
  EXPECT_EQ(Explored("c11", "-- lost").Finding(), "lost wake-up");
}

TEST(OrdinaryProgram, MayHaveAChildThatWaitsForItsParent) {
  for (const char* how : {"'child reads'", "'child acquires'"}) {
    const Records records = Explored("endings", std::string("--schedules=100 -- ") + how);
    EXPECT_EQ(records.Finding(), "") << how;
    EXPECT_GT(std::stoi(records.Field("distinct")), 5) << how;
  }
}

TEST(OrdinaryProgram, MayWorkForLong) {
  for (const char* how : {"'count long'", "sieve", "'read long'"}) {
    const Records records = Explored("endings", std::string("--schedules=1 -- ") + how);
    EXPECT_EQ(records.Finding(), "") << how;
    EXPECT_GT(std::stoi(records.Field("steps")), 4'000) << how;
  }
}

TEST(OrdinaryProgram, IsNotBlamedForWaitingForATimer) {
  EXPECT_EQ(Explored("endings", "-- alarm").Finding(), "uncontrolled call");
}

TEST(OrdinaryProgram, IsJudgedByWhatGoesWrongInAChild) {
  const Records records = Explored("endings", "-- 'child locks'");
  EXPECT_EQ(records.Finding(), "deadlock");
  EXPECT_EQ(records.exit_code, 1);
  const std::string again = "--replay=" + records.Field("token") + " -- 'child locks'";
  EXPECT_EQ(Explored("endings", again).Finding(), "deadlock");
}

TEST(OrdinaryProgram, ReadsItsInputInEverySchedule) {
  const Records records = Explored("endings", "--schedules=100 -- input", "a line");
  EXPECT_EQ(records.Finding(), "");
  EXPECT_NE(records.Field("steps"), "");
}

TEST(OrdinaryProgram, GoesOnBehindEachOfItsFailures) {
  const Records records = Explored("account", "--schedules=200 --keep-going");
  EXPECT_GT(std::stoi(records.Field("failures")), 1);
  EXPECT_EQ(records.exit_code, 1);
}

TEST(OrdinaryProgram, RefusesWhatItDoesNotUnderstand) {
  for (const char* argument : {"--help", "--nonsense", "--replay=zzz", "--strategy=luck"}) {
    EXPECT_EQ(Explored("account", argument).exit_code, 2) << argument;
  }
}

TEST(WithoutControl, CorrectCodePasses) {
  const Records records =
      Explored("std_primitives_test", "--case=Std.MutexExcludes --uncontrolled=20");
  EXPECT_EQ(records.Finding(), "");
  EXPECT_EQ(records.exit_code, 0);
}

TEST(WithoutControl, WhatTheTestOrderedToFailFails) {
  const Records records = Explored("posix_primitives_test",
                                   "--case=Posix.ThreadCreationFailsWhenOrdered --uncontrolled=3");
  EXPECT_EQ(records.Finding(), "");
  EXPECT_EQ(records.exit_code, 0);
}

// When a limit goes away its row in the README goes, and its line here.
TEST(Limit, IsAsTheReadmeSays) {
  EXPECT_EQ(Explored("limits", "--case=Limit.AccessBetweenFenceAndStore").Finding(), "");
  EXPECT_EQ(Explored("limits", "--case=Limit.StoreBuffering").Finding(), "");
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    programs[path.substr(path.rfind('/') + 1)] = path;
  }
  return RUN_ALL_TESTS();
}
