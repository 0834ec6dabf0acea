#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>
#include <sstream>

#include "checker/findings/race_report.h"

namespace checker {
namespace {

// "main thread" is 0, "thread T12" 12.
int ThreadNumber(const std::string& words) {
  const std::size_t at = words.find('T');
  return at == std::string::npos ? 0 : std::atoi(words.c_str() + at + 1);
}

// These never throw, whatever stands there: the text may be forged.
std::uint64_t Hex(const std::string& digits) { return std::strtoull(digits.c_str(), nullptr, 16); }
int Number(const std::string& digits) {
  return static_cast<int>(std::strtol(digits.c_str(), nullptr, 10));
}

// Regular expressions of the standard library recurse for each character.
constexpr std::size_t kLongestLine = 2000;

std::vector<int> MutexNumbers(const std::string& words) {
  static const std::regex kMutex(R"(M(\d+))");
  std::vector<int> numbers;
  for (std::sregex_iterator it(words.begin(), words.end(), kMutex), end; it != end; ++it) {
    numbers.push_back(Number((*it)[1]));
  }
  return numbers;
}

// ThreadSanitizer counts the threads of a process, of which each schedule starts new ones. The
// explorer names them by their number within the schedule.
std::map<int, int> NumbersWithinSchedule(const RaceReport& report, int main_thread) {
  constexpr std::string_view kNamed = "thread ";
  std::map<int, int> numbers = {{0, main_thread}};
  std::vector<int> unnamed;
  for (const RaceThread& thread : report.threads) {
    if (thread.name.rfind(kNamed, 0) == 0) {
      numbers[thread.id] = Number(thread.name.substr(kNamed.size()));
    } else {
      unnamed.push_back(thread.id);
    }
  }
  std::sort(unnamed.begin(), unnamed.end());
  for (std::size_t i = 0; i < unnamed.size(); ++i) numbers[unnamed[i]] = static_cast<int>(i) + 1;
  return numbers;
}

void RenumberThreads(RaceReport& report, int main_thread) {
  const std::map<int, int> numbers = NumbersWithinSchedule(report, main_thread);
  const auto renumber = [&](int& thread) {
    const auto known = numbers.find(thread);
    if (known != numbers.end()) thread = known->second;
  };
  for (RaceAccess& access : report.accesses) renumber(access.thread);
  for (RaceAcquisition& acquisition : report.acquisitions) renumber(acquisition.thread);
  renumber(report.location.thread);
  for (RaceThread& thread : report.threads) {
    renumber(thread.id);
    renumber(thread.creator);
  }
}

// Reads the text line by line. Headings open a section; the frames below go to its stack.
class Parser {
 public:
  Parser(std::string_view module, int main_thread) : module_(module), main_thread_(main_thread) {}

  std::vector<RaceReport> Parse(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      if (line.size() <= kLongestLine) Read(line);
    }
    for (RaceReport& report : reports_) RenumberThreads(report, main_thread_);
    return std::move(reports_);
  }

 private:
  void Read(const std::string& line) {
    if (StartsReport(line) || !open_) return;
    if (line.rfind("SUMMARY:", 0) == 0 || line.rfind("=====", 0) == 0) {
      open_ = false;
    } else if (line.find("    #") != std::string::npos) {
      ReadFrame(line);
    } else if (line.empty()) {
      stack_ = Section::kNone;
    } else {
      ReadHeading(line);
    }
  }

  RaceReport& Current() { return reports_.back(); }

  bool StartsReport(const std::string& line) {
    static const std::regex kWarning(R"(WARNING: ThreadSanitizer: (.*) \(pid=\d+\))");
    static const std::regex kSignal(
        R"(==\d+==ERROR: ThreadSanitizer: (\S+) on (?:unknown )?address (?:0x)?([0-9a-f]*).*)");
    static const std::regex kOtherError(R"(==\d+==ERROR: ThreadSanitizer: (\S+).*)");
    std::smatch match;
    if (std::regex_match(line, match, kWarning)) {
      Open(match[1], false);
    } else if (std::regex_match(line, match, kSignal)) {
      Open(match[1], true);
      if (match[2].length() > 0) Current().fault_address = Hex(match[2]);
    } else if (std::regex_match(line, match, kOtherError)) {
      Open(match[1], true);
    } else if (line.find("ThreadSanitizer: CHECK failed") != std::string::npos) {
      Open("CHECK failed", true);
    } else {
      return false;
    }
    return true;
  }

  void Open(const std::string& kind, bool ends_process) {
    reports_.emplace_back();
    Current().kind = kind;
    Current().ends_process = ends_process;
    open_ = true;
    OpenPlainStack();
  }

  void OpenPlainStack() {
    Current().stacks.emplace_back();
    stack_ = Section::kPlain;
  }

  void ReadFrame(const std::string& line) {
    static const std::regex kPlace(R"(\(([^()]*)\+0x([0-9a-f]+)\))");
    std::smatch match;
    Stack* stack = CurrentStack();
    if (!stack || !std::regex_search(line, match, kPlace) || match[1] != module_) return;
    // Reports print return addresses, except for those of a signal.
    const std::uint64_t offset = Hex(match[2]);
    stack->push_back(Current().ends_process || offset == 0 ? offset : offset - 1);
  }

  void ReadHeading(const std::string& line) {
    if (ReadAccess(line) || ReadLocation(line) || ReadMutex(line) || ReadThread(line)) return;
    if (line == "  and:") return OpenPlainStack();
    stack_ = line.rfind("  ", 0) == 0 && line.back() == ':' ? Section::kIgnored : stack_;
  }

  bool ReadAccess(const std::string& line) {
    static const std::regex kAccess(
        R"( +(?:Previous )?(atomic )?(read|write) of size (\d+) at 0x([0-9a-f]+) by (main thread|thread T\d+)(.*):)",
        std::regex::icase);
    std::smatch match;
    if (!std::regex_match(line, match, kAccess)) return false;
    RaceAccess access;
    access.atomic = match[1].matched;
    access.write = match[2] == "write" || match[2] == "Write";
    access.size_bytes = Number(match[3]);
    access.address = Hex(match[4]);
    access.thread = ThreadNumber(match[5]);
    access.mutexes_held = MutexNumbers(match[6]);
    Current().accesses.push_back(std::move(access));
    stack_ = Section::kAccess;
    return true;
  }

  bool ReadLocation(const std::string& line) {
    static const std::regex kLocation(R"(  Location is (.*))");
    static const std::regex kGlobal(R"(global '(.*)' of size.*)");
    std::smatch match, global;
    if (!std::regex_match(line, match, kLocation)) return false;
    const std::string words = match[1];
    RaceLocation& location = Current().location;
    using Kind = RaceLocation::Kind;
    location.kind = words.rfind("heap", 0) == 0              ? Kind::kHeap
                    : words.rfind("global", 0) == 0          ? Kind::kGlobal
                    : words.rfind("stack", 0) == 0           ? Kind::kStack
                    : words.rfind("TLS", 0) == 0             ? Kind::kThreadLocal
                    : words.rfind("file descriptor", 0) == 0 ? Kind::kDescriptor
                                                             : Kind::kUnknown;
    if (std::regex_match(words, global, kGlobal)) location.name = global[1];
    const std::size_t by = words.rfind("thread");
    location.thread = by == std::string::npos ? 0 : ThreadNumber(words.substr(by));
    stack_ = Section::kLocation;
    return true;
  }

  bool ReadMutex(const std::string& line) {
    static const std::regex kCreated(R"(  Mutex M(\d+) \(0x([0-9a-f]+)\) created at:)");
    static const std::regex kAcquired(
        R"(  Mutex M(\d+) acquired here while holding mutex M(\d+) in (.*):)");
    std::smatch match;
    if (std::regex_match(line, match, kCreated)) {
      Current().mutexes.push_back({Number(match[1]), Hex(match[2]), {}});
      stack_ = Section::kMutex;
    } else if (std::regex_match(line, match, kAcquired)) {
      Current().acquisitions.push_back(
          {Number(match[1]), Number(match[2]), ThreadNumber(match[3]), {}});
      stack_ = Section::kAcquisition;
    } else {
      return false;
    }
    return true;
  }

  bool ReadThread(const std::string& line) {
    static const std::regex kThread(
        R"(  Thread T(\d+) (?:'(.*)' )?\(tid=\d+, (\w+)\) created by (.*) at:)");
    std::smatch match;
    if (!std::regex_match(line, match, kThread)) return false;
    Current().threads.push_back(
        {Number(match[1]), ThreadNumber(match[4]), match[2], match[3] == "finished", {}});
    stack_ = Section::kThread;
    return true;
  }

  enum class Section { kNone, kPlain, kAccess, kLocation, kMutex, kThread, kAcquisition, kIgnored };

  Stack* CurrentStack() {
    switch (stack_) {
      case Section::kPlain:
        return &Current().stacks.back();
      case Section::kAccess:
        return &Current().accesses.back().stack;
      case Section::kLocation:
        return &Current().location.stack;
      case Section::kMutex:
        return &Current().mutexes.back().created;
      case Section::kThread:
        return &Current().threads.back().created;
      case Section::kAcquisition:
        return &Current().acquisitions.back().stack;
      case Section::kNone:
      case Section::kIgnored:
        return nullptr;
    }
    return nullptr;
  }

  const std::string module_;
  const int main_thread_;
  std::vector<RaceReport> reports_;
  bool open_ = false;
  Section stack_ = Section::kNone;
};

}  // namespace

std::vector<RaceReport> ParseRaceReports(std::string_view text, std::string_view module,
                                         int main_thread) {
  return Parser(module, main_thread).Parse(text);
}

std::vector<CodeOffset> RaceReport::Addresses() const {
  std::vector<CodeOffset> all;
  const auto add = [&](const Stack& stack) { all.insert(all.end(), stack.begin(), stack.end()); };
  for (const RaceAccess& access : accesses) add(access.stack);
  add(location.stack);
  for (const RaceMutex& mutex : mutexes) add(mutex.created);
  for (const RaceThread& thread : threads) add(thread.created);
  for (const RaceAcquisition& acquisition : acquisitions) add(acquisition.stack);
  for (const Stack& stack : stacks) add(stack);
  return all;
}

}  // namespace checker
