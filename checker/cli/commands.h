// The commands of `workbook`. Each returns the exit code: kDone, kFallsShort or kCouldNotRun.
//
// Thread safety: one command in a process.
#ifndef CHECKER_CLI_COMMANDS_H_
#define CHECKER_CLI_COMMANDS_H_

#include <map>
#include <string>
#include <vector>

#include "checker/workspace/environment.h"

namespace checker {

struct ListOptions {
  bool json = false;
};
// Chapters, exercises, points, and how far the learner is.
int RunList(const ListOptions& options, const Environment& environment);

struct CheckOptions {
  std::string name;  // "", "04_locks" or "04_locks/rlock"
  bool json = false;
};
// Grades the learner's own work and explains what is wrong.
int RunCheck(const CheckOptions& options, const Environment& environment);

struct HintOptions {
  std::string name;
  bool next = false;
};
// The hints that were seen, and with `next` one more.
int RunHint(const HintOptions& options, const Environment& environment);

struct GradeOptions {
  std::string class_dir;
  std::string out_dir;
  std::vector<std::string> exercises;  // what the class was to do; empty: what somebody handed in
  bool json = false;
};
// Grades a class. kDone also when students failed.
int RunGrade(const GradeOptions& options, const Environment& environment);

struct TestOptions {
  std::vector<std::string> targets = {"//..."};
};
// Runs the tests, and ends with the line "N passed, N failed".
int RunTest(const TestOptions& options, const Environment& environment);

struct ReplayOptions {
  std::string name;                          // "04_locks/rlock"
  std::string token;                         // "3.7f3a91"
  std::string source;                        // another file in the place of the learner's own
  std::string student;                       // or a student's folder
  std::map<std::string, std::string> files;  // format -> the file to write in it
  std::string printed;                       // a format to print instead of text
};
// Runs one schedule again and shows it step by step. kFallsShort if it fails.
int RunReplay(const ReplayOptions& options, const Environment& environment);

struct ExploreOptions {
  std::vector<std::string> sources;    // of one program with a main of its own
  std::vector<std::string> arguments;  // the program's
  long schedules = 1000;
  long seed = 1;
  std::string token;  // replays this schedule, step by step
  bool ignore_races = false;
  bool keep_going = false;
  bool json = false;
};
// Explores an ordinary program. kFallsShort if it fails.
int RunExplore(const ExploreOptions& options, const Environment& environment);

struct DevNewOptions {
  std::string name;  // "04_locks/spin_lock"
};
// Writes what a new exercise begins with.
int RunDevNew(const DevNewOptions& options, const Environment& environment);

struct DevVariantOptions {
  std::string exercise;  // "04_locks/rlock"
  std::string name;      // "polls"
  std::string kind;      // "lost wake-up", for a new mistake
  bool right = false;    // a new right design
  bool save = false;
};
// Makes the whole file of a variant for editing, or with `save` a patch of it again.
int RunDevVariant(const DevVariantOptions& options, const Environment& environment);

struct DevRefreshOptions {
  std::string exercise;  // "", "04_locks" or "04_locks/rlock"
};
// Renews the patches that do not fit. kFallsShort if some have to be settled by hand.
int RunDevRefresh(const DevRefreshOptions& options, const Environment& environment);

// Checks the solutions without judging them. kFallsShort if something is wrong.
int RunDevCheck(const Environment& environment);

}  // namespace checker

#endif  // CHECKER_CLI_COMMANDS_H_
