#include "checker/dev/sample_workbook.h"

#include <stdexcept>

#include "checker/base/subprocess.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr char kReferenceText[] = R"(// A counter that many threads may use.
#include <mutex>

class Counter {
 public:
  void Add(int n) {
    std::lock_guard guard(mutex_);
    value_ += n;
  }

  int Value() const {
    std::lock_guard guard(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  int value_ = 0;
};
)";

constexpr char kRightText[] = R"(// Right: one atomic.
#include <atomic>

class Counter {
 public:
  void Add(int n) { value_.fetch_add(n); }
  int Value() const { return value_; }

 private:
  std::atomic<int> value_ = 0;
};
)";

constexpr char kMistakeText[] = R"(Patch of solutions/04_locks/counter.h
// Wrong: reads without the lock.
@@ -9,6 +9,3 @@
 
-  int Value() const {
-    std::lock_guard guard(mutex_);
-    return value_;
-  }
+  int Value() const { return value_; }
 
)";

}  // namespace

SampleWorkbook::SampleWorkbook() {
  Write(kReference, kReferenceText);
  Write(kRightDesign, kRightText);
  Write(kMistake, kMistakeText);
  // The script that the build runs; a test has it among its data.
  const fs::path script = "checker/rules/make_variant";
  fs::create_directories((folder() / script).parent_path());
  fs::copy_file(script, folder() / script);
}

void SampleWorkbook::Change(const std::string& path, const std::string& from,
                            const std::string& to) {
  std::string text = Read(path);
  const std::size_t place = text.find(from);
  if (place == std::string::npos) throw std::runtime_error(path + " has no " + from);
  Write(path, text.replace(place, from.size(), to));
}

void SampleWorkbook::Commit() {
  if (!Has(".git")) Git({"init", "--quiet"});
  Git({"add", "."});
  Git({"-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet",
       "--message", "sample"});
}

void SampleWorkbook::Git(const std::vector<std::string>& words) {
  Program git = {.words = {"git"}, .folder = folder()};
  git.words.insert(git.words.end(), words.begin(), words.end());
  const auto started = Start(git);
  if (ExitCodeOf(started.value()) != 0) throw std::runtime_error("git " + words[0] + " failed");
}

}  // namespace checker
