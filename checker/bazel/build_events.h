// What Bazel says of a build while it runs: its build event protocol, one JSON object per line.
//
// Thread safety: one thread at a time.
#ifndef CHECKER_BAZEL_BUILD_EVENTS_H_
#define CHECKER_BAZEL_BUILD_EVENTS_H_

#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

struct BuiltTarget {
  bool built = false;
  std::vector<std::string> files;  // paths of what was built
  std::string failure;             // Bazel's words, if it was not built
};

struct TestCounts {
  int passed = 0;
  int failed = 0;
};

class BuildEvents {
 public:
  // Takes one line in. A line that is no event is passed over: the file may end in the middle of
  // one.
  void Add(std::string_view line);

  // How many targets are done, well or not.
  std::size_t completed() const { return completed_.size(); }
  bool IsCompleted(const std::string& label) const { return completed_.contains(label); }

  // What became of a target. One that was never completed is not built, and says why if it is
  // known.
  BuiltTarget Target(const std::string& label) const;

  // A test that was not run, as it could not be built, has failed.
  TestCounts Tests() const;

  // The first trouble that is not one target's: a wrong pattern, a package that cannot be loaded.
  const std::string& trouble() const { return trouble_; }

  // Whether Bazel came to the end of its work, in whatever way.
  bool finished() const { return finished_; }

 private:
  struct Completed {
    bool success = false;
    std::vector<std::string> file_sets;
    std::string failure;
    std::vector<std::string> failed_actions;  // labels
  };
  struct FileSet {
    std::vector<std::string> paths;
    std::vector<std::string> sets;
  };
  struct FailedAction {
    std::string message;
    std::string output_path;  // of what the action wrote before it failed
  };

  friend struct EventReader;

  std::string FailureOf(const Completed& target) const;

  std::map<std::string, Completed> completed_;
  std::map<std::string, FileSet> sets_;
  std::map<std::string, FailedAction> failed_actions_;
  std::set<std::string> tests_;
  std::map<std::string, bool> test_passed_;
  std::string trouble_;
  bool finished_ = false;
};

// Follows the events' file as it grows.
class EventFile {
 public:
  explicit EventFile(std::string path) : path_(std::move(path)) {}

  // Adds the lines that are complete by now.
  void ReadInto(BuildEvents& events);

 private:
  std::string path_;
  std::ifstream file_;
  std::string rest_;
};

}  // namespace checker

#endif  // CHECKER_BAZEL_BUILD_EVENTS_H_
