// What process_info promises, one promise for each case.
#include <fcntl.h>
#include <unistd.h>

// Some calls of the student's functions come to the test first, which lets them fail at times.
// Three by another name, and two because they fit better than the library's, which take any
// pointer.
extern "C" int open(const char* path, int flags, ...) __asm__("OpenOfTheTest");
extern "C" int openat(int folder, const char* path, int flags, ...) __asm__("OpenAtOfTheTest");
extern "C" struct dirent* readdir(struct __dirstream* folder) __asm__("ReaddirOfTheTest");

ssize_t ReadOfTheTest(int fd, void* buffer, size_t size);
ssize_t PreadOfTheTest(int fd, void* buffer, size_t size, off_t offset);

template <class Element>
ssize_t read(int fd, Element* buffer, size_t size) {
  return ReadOfTheTest(fd, buffer, size);
}
template <class Element>
ssize_t pread(int fd, Element* buffer, size_t size, off_t offset) {
  return PreadOfTheTest(fd, buffer, size, offset);
}

#include <dirent.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"
#include "process_info.h"

namespace {

// What happens to the calls above. A schedule begins with none of it.
struct Faults {
  int open_fails = 0;                // with this errno; 0: it does not
  int read_fails = 0;                // the same
  int good_reads = 0;                // so many work before
  int folder_fails = 0;              // reading a folder fails with this errno...
  int good_entries = 0;              // ...after so many entries
  bool interrupts = false;           // every other call ends with EINTR
  std::size_t most_bytes = INT_MAX;  // that a read brings
  const char* content = nullptr;     // what the reads bring, instead of what is there
  int hits = 0;                      // how many calls were not let through as they were
};
Faults faults;

// Some mistakes leave a file open. Looked for at the end of a block.
class NothingStaysOpen {
 public:
  NothingStaysOpen() { faults = {}; }
  ~NothingStaysOpen() {
    faults = {};
    checker::ExpectReleased("a file that was opened", Count() <= before_);
  }

 private:
  static int Count() {
    int count = 0;
    for (int fd = 0; fd < 256; ++fd) count += fcntl(fd, F_GETFD) == -1 ? 0 : 1;
    return count;
  }

  const int before_ = Count();
};

bool Fails(int error) {
  if (error == 0) return false;
  ++faults.hits;
  errno = error;
  return true;
}

bool Interrupted() {
  static int calls = 0;
  return faults.interrupts && ++calls % 2 == 1 && Fails(EINTR);
}

int Open(int folder, const char* path, int flags) {
  if (Interrupted() || Fails(faults.open_fails)) return -1;
  return static_cast<int>(syscall(SYS_openat, folder, path, flags, 0));
}

ssize_t Read(void* buffer, std::size_t size, const std::function<ssize_t(std::size_t)>& real) {
  if (Interrupted()) return -1;
  if (faults.read_fails != 0 && faults.good_reads-- <= 0 && Fails(faults.read_fails)) return -1;
  if (faults.content != nullptr) {
    ++faults.hits;
    const std::size_t length = std::min(size, std::strlen(faults.content));
    std::memcpy(buffer, faults.content, length);
    faults.content += length;
    return static_cast<ssize_t>(length);
  }
  return real(std::min(size, faults.most_bytes));
}

}  // namespace

extern "C" int OpenOfTheTest(const char* path, int flags, ...) {
  return Open(AT_FDCWD, path, flags);
}

extern "C" int OpenAtOfTheTest(int folder, const char* path, int flags, ...) {
  return Open(folder, path, flags);
}

extern "C" dirent* ReaddirOfTheTest(DIR* folder) {
  const bool fails = faults.folder_fails != 0 && faults.good_entries-- <= 0;
  if (fails && Fails(faults.folder_fails)) return nullptr;
  return reinterpret_cast<dirent*>(readdir64(folder));  // the same where a long has 64 bits
}

ssize_t ReadOfTheTest(int fd, void* buffer, size_t size) {
  return Read(buffer, size, [&](std::size_t most) { return read(fd, buffer, most); });
}

ssize_t PreadOfTheTest(int fd, void* buffer, size_t size, off_t offset) {
  return Read(buffer, size, [&](std::size_t most) { return pread(fd, buffer, most, offset); });
}

namespace {

// Calls of the kernel that nobody looks at. What the new processes do is made of these alone.
template <class... Arguments>
long Kernel(long number, Arguments... arguments) {
  return syscall(number, arguments..., 0, 0, 0);
}

void Sleep() {
  for (;;) Kernel(SYS_ppoll, nullptr, 0, nullptr);
}

void Spin() {
  for (volatile unsigned i = 0;; i = i + 1) {
  }
}

void Stop() {
  Kernel(SYS_kill, Kernel(SYS_getpid), SIGSTOP);
  Sleep();
}

void End() { Kernel(SYS_exit_group, 0); }

// Makes a process that lives its life and, if it comes to an end, ends. It gets `signal` when its
// parent ends.
pid_t Fork(const std::function<void()>& life, unsigned long flags = 0, int signal = SIGKILL) {
  const long pid = Kernel(SYS_clone, flags | SIGCHLD, nullptr);
  if (pid != 0) return static_cast<pid_t>(pid);
  Kernel(SYS_prctl, PR_SET_PDEATHSIG, signal);
  life();
  End();
  return 0;
}

void Reap(pid_t pid) { Kernel(SYS_wait4, pid, nullptr, 0); }

// A child that is gone at the end of the block.
class Child {
 public:
  explicit Child(const std::function<void()>& life) : pid_(Fork(life)) {}
  ~Child() {
    Kernel(SYS_kill, pid_, SIGKILL);
    Reap(pid_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }

 private:
  const pid_t pid_;
};

// While there is one, orphans are adopted by this process; in the end they are gone.
class Adopter {
 public:
  Adopter() { Kernel(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1); }
  ~Adopter() {
    while (Kernel(SYS_wait4, -1, nullptr, 0) > 0) {
    }
    Kernel(SYS_prctl, PR_SET_CHILD_SUBREAPER, 0);
  }
};

std::string FileOf(const std::string& path) {
  std::string text(4096, '\0');
  const long fd = Kernel(SYS_openat, AT_FDCWD, path.c_str(), O_RDONLY);
  const long size = Kernel(SYS_read, fd, text.data(), text.size());
  Kernel(SYS_close, fd);
  text.resize(static_cast<std::size_t>(std::max(size, 0L)));
  return text;
}

// Whether the process comes to this state; waits for it, in real time.
bool ComesTo(char state, pid_t pid) {
  for (int tries = 0; tries < 200'000; ++tries) {
    const std::string text = FileOf("/proc/" + std::to_string(pid) + "/stat");
    const std::size_t end = text.rfind(')');
    if (end != text.npos && text.size() > end + 2 && text[end + 2] == state) return true;
    Kernel(SYS_sched_yield);
  }
  return false;
}

void ExpectInfo(const std::optional<ProcessInfo>& info, const ProcessInfo& expected) {
  ASSERT_TRUE(info) << "process " << expected.pid << " is there";
  EXPECT_EQ(info->pid, expected.pid);
  EXPECT_EQ(info->comm, expected.comm);
  EXPECT_EQ(info->state, expected.state);
  EXPECT_EQ(info->ppid, expected.ppid);
}

std::string NameOfThis() {
  const std::string line = FileOf("/proc/" + std::to_string(getpid()) + "/comm");
  return line.substr(0, line.size() - 1);
}

// ParseStat of a text with this name.
std::string NameIn(const std::string& name) {
  const ProcessInfo info = ParseStat("12 (" + name + ") S 34 12 12 0 -1 4194560");
  EXPECT_EQ(info.pid, 12) << name;
  EXPECT_EQ(info.state, 'S') << name;
  EXPECT_EQ(info.ppid, 34) << name;
  return info.comm;
}

GRADED_TEST(ParseStat, TheNameGoesFromTheFirstToTheLastParenthesis, 2) {
  for (const std::string name :
       {"sleep", "", " ", "a b", "a b) R 1 (x", ")", "(", "((", "))", ")(", "(sd-pam)", ") R 1",
        "x\ny", "\n", "1 (a) S 2", "kworker/u17:3-events_unbound", "tab\there", "\xc3\xa9\xff"}) {
    EXPECT_EQ(NameIn(name), name);
  }
  EXPECT_EQ(NameIn(std::string("a\0b", 3)), std::string("a\0b", 3));
  EXPECT_EQ(NameIn(std::string(10'000, ')')), std::string(10'000, ')')) << "a long name";
}

GRADED_TEST(ParseStat, NumbersGoUpToTheGreatestInt, 1) {
  const ProcessInfo greatest = ParseStat("2147483647 (a) R 2147483647 1");
  EXPECT_EQ(greatest.pid, INT_MAX);
  EXPECT_EQ(greatest.ppid, INT_MAX);
  const ProcessInfo least = ParseStat("1 (init) S 0");
  EXPECT_EQ(least.pid, 1);
  EXPECT_EQ(least.ppid, 0);
}

GRADED_TEST(ParseStat, BehindThePpidIsTheEndOrASpaceOrALineEnd, 1) {
  const std::string_view text = "12 (a) R 345 6 7";
  EXPECT_EQ(ParseStat(text.substr(0, 12)).ppid, 345);
  EXPECT_EQ(ParseStat(text.substr(0, 11)).ppid, 34) << "the text ends where the view ends";
  for (const char* rest : {" ", "\n", " x", "\nx", " (", " -1 4194560 0\n", "\n\n"}) {
    EXPECT_EQ(ParseStat("12 (a) R 345" + std::string(rest)).ppid, 345) << rest;
  }
  const ProcessInfo late = ParseStat("12 (a) R 345 ) S 6");
  EXPECT_EQ(late.comm, "a) R 345 ") << "any other ')' was not the last one";
  EXPECT_EQ(late.ppid, 6);
}

GRADED_TEST(ParseStat, AnyLetterIsAState, 1) {
  for (const char letter : std::string("RSDTtZXIPWKxqABCYZabcyz")) {
    EXPECT_EQ(ParseStat("1 (a) " + std::string(1, letter) + " 2").state, letter);
  }
}

GRADED_TEST(ParseStat, RefusesWhatHasAnotherForm, 1) {
  for (const char* text : {"",
                           " ",
                           "1",
                           "1 ",
                           "1 (",
                           "1 (a",
                           "1 (a)",
                           "1 (a) ",
                           "1 (a) R",
                           "1 (a) R ",
                           "(a) R 1",
                           " (a) R 1",
                           "1 a R 1",
                           "1 a) R 1",
                           "1 (a R 1",
                           "1 )a( R 1",
                           ")(",
                           ")",
                           "(",
                           "1(a) R 1",
                           "1  (a) R 1",
                           " 1 (a) R 1",
                           "1 (a)R 1",
                           "1 (a)  R 1",
                           "1 (a) R  1",
                           "1 (a) R1",
                           "1\t(a) R 1",
                           "1 (a)\tR 1",
                           "1 (a) R\t1",
                           "1 (a)\nR 1",
                           "1 (a) R\n1",
                           "\n1 (a) R 1",
                           "x 1 (a) R 1",
                           "1 x (a) R 1",
                           "1 (a) RS 1",
                           "1 (a) 7 1",
                           "1 (a) ? 1",
                           "1 (a) @ 1",
                           "1 (a) [ 1",
                           "1 (a) ^ 1",
                           "1 (a) _ 1",
                           "1 (a) ` 1",
                           "1 (a) { 1",
                           "1 (a)   1",
                           "1 (a) \xe9 1",
                           "1 (a) 1",
                           "1 (a) R 1 )",
                           "1 (a) R 1 (b)",
                           "1 (a) R 1) 2"}) {
    EXPECT_THROW(ParseStat(text), std::invalid_argument) << "\"" << text << "\"";
  }
}

GRADED_TEST(ParseStat, RefusesWhatIsNoNumber, 2) {
  for (const std::string number :
       {"", "-1", "-0", "+1", "+0", "x", "1x", "x1", "0x1", "1.", "1,", "2147483648", "4294967297",
        "9999999999", "18446744073709551617", "99999999999999999999999", "\xb2"}) {
    EXPECT_THROW(ParseStat(number + " (a) R 1"), std::invalid_argument) << "pid " << number;
    EXPECT_THROW(ParseStat("1 (a) R " + number), std::invalid_argument) << "ppid " << number;
    EXPECT_THROW(ParseStat("1 (a) R " + number + " 2"), std::invalid_argument) << "ppid " << number;
  }
  EXPECT_THROW(ParseStat("0 (a) R 1"), std::invalid_argument) << "nobody is process 0";
  EXPECT_THROW(ParseStat("1 (a) R 1\t2"), std::invalid_argument) << "only a space or a line end";
}

GRADED_TEST(StateName, HasTheKernelsWords, 1) {
  const std::vector<std::pair<char, std::string_view>> names = {
      {'R', "running"},      {'S', "sleeping"}, {'D', "disk sleep"}, {'T', "stopped"},
      {'t', "tracing stop"}, {'Z', "zombie"},   {'X', "dead"},       {'I', "idle"}};
  std::vector<std::string_view> said;
  for (const auto& [letter, name] : names) said.push_back(StateName(letter));
  for (int c = CHAR_MIN; c <= CHAR_MAX; ++c) {
    if (std::strchr("RSDTtZXI", c) != nullptr && c != 0) continue;
    EXPECT_EQ(StateName(static_cast<char>(c)), "unknown") << "char " << c;
  }
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(said[i], names[i].second);
}

GRADED_TEST(ReadProcess, TellsOfTheProcessThatCalls, 1) {
  const NothingStaysOpen check;
  const auto info = ReadProcess(getpid());
  ASSERT_TRUE(info);
  ExpectInfo(info, {getpid(), NameOfThis(), info->state, getppid()});
}

GRADED_TEST(ReadProcess, TellsTheStateOfAChild, 2) {
  const NothingStaysOpen check;
  const std::string name = NameOfThis();
  const std::vector<std::pair<char, void (*)()>> lives = {
      {'S', Sleep}, {'R', Spin}, {'T', Stop}, {'Z', End}};
  for (const auto& [state, life] : lives) {
    const Child child(life);
    ASSERT_TRUE(ComesTo(state, child.pid())) << "a gap in the test: state " << state;
    ExpectInfo(ReadProcess(child.pid()), {child.pid(), name, state, getpid()});
  }
}

GRADED_TEST(ReadProcess, TheParentInAVforkIsInDiskSleep, 1) {
  const NothingStaysOpen check;
  const Adopter adopter;
  const Child child([] { Fork(Sleep, CLONE_VFORK); });
  ASSERT_TRUE(ComesTo('D', child.pid())) << "a gap in the test";
  ExpectInfo(ReadProcess(child.pid()), {child.pid(), NameOfThis(), 'D', getpid()});
}

GRADED_TEST(ReadProcess, ANameMayHoldWhatSeparatesFields, 1) {
  const NothingStaysOpen check;
  for (const char* name :
       {"a b) R 1 (x", "", " ", ")", "(", "x\ny) Z 7", ") ) ) ) ) ) ) )", "\\n"}) {
    const Child child([&] {
      Kernel(SYS_prctl, PR_SET_NAME, name);
      Stop();
    });
    ASSERT_TRUE(ComesTo('T', child.pid())) << "a gap in the test";
    ExpectInfo(ReadProcess(child.pid()), {child.pid(), name, 'T', getpid()});
  }
}

GRADED_TEST(ReadProcess, AnOrphanHasTheParentThatAdoptedIt, 1) {
  const NothingStaysOpen check;
  const Adopter adopter;
  void* const page =
      mmap(nullptr, sizeof(pid_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t* const orphan = static_cast<pid_t*>(page);
  Reap(Fork([&] { *orphan = Fork(Sleep, 0, 0); }));
  EXPECT_TRUE(ComesTo('S', *orphan)) << "a gap in the test";
  ExpectInfo(ReadProcess(*orphan), {*orphan, NameOfThis(), 'S', getpid()});
  EXPECT_EQ(ChildrenOf(getpid()), std::vector{*orphan});
  Kernel(SYS_kill, *orphan, SIGKILL);
  munmap(page, sizeof(pid_t));
}

GRADED_TEST(ReadProcess, NobodyIsNoFailure, 1) {
  const NothingStaysOpen check;
  EXPECT_FALSE(ReadProcess(INT_MAX));
  const pid_t gone = Fork(End);
  Reap(gone);
  EXPECT_FALSE(ReadProcess(gone));
}

GRADED_TEST(ReadProcess, RefusesPidsThatNobodyCanHave, 1) {
  const NothingStaysOpen check;
  for (const pid_t pid : {0, -1, -getpid(), INT_MIN}) {
    EXPECT_THROW(ReadProcess(pid), std::invalid_argument) << pid;
    EXPECT_THROW(ChildrenOf(pid), std::invalid_argument) << pid;
  }
}

GRADED_TEST(ReadProcess, AProcessMayGoAwayWhileItIsRead, 2) {
  const NothingStaysOpen check;
  const pid_t zombie = Fork(End);
  ASSERT_TRUE(ComesTo('Z', zombie)) << "a gap in the test";
  checker::RunTogether({
      [&] {
        const auto info = ReadProcess(zombie);
        if (info) EXPECT_EQ(info->state, 'Z');
      },
      [&] { Reap(zombie); },
  });
}

GRADED_TEST(ReadProcess, GoneIsNoFailureWhicheverCallSaysIt, 1) {
  for (const int reads : {0, 1}) {
    const NothingStaysOpen check;
    faults = {.read_fails = ESRCH, .good_reads = reads, .most_bytes = 5};
    EXPECT_TRUE(!ReadProcess(getpid()) || faults.hits == 0) << "a read says ESRCH";
  }
  for (const int error : {ENOENT, ESRCH}) {
    const NothingStaysOpen check;
    faults = {.open_fails = error};
    EXPECT_TRUE(!ReadProcess(getpid()) || faults.hits == 0) << "open says " << error;
  }
}

// No more descriptors than are open now, and `more`.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(unsigned more) {
    const int free = fcntl(0, F_DUPFD, 0);
    close(free);
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit now = {static_cast<rlim_t>(free) + more, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &now);
  }
  ~DescriptorLimit() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_ = {};
};

// That `call` throws this errno, if a fault was met.
void ExpectErrno(int error, const std::function<void()>& call) {
  try {
    call();
    EXPECT_EQ(faults.hits, 0) << "a call fails with errno " << error << ", and nobody is told";
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code().value(), error);
  }
}

GRADED_TEST(ReadProcess, AnyOtherFailureIsThrown, 1) {
  {
    const NothingStaysOpen check;
    const DescriptorLimit limit(0);
    const auto reads = [] { ReadProcess(getpid()); };
    EXPECT_TRUE(checker::ThrowsSystemError(std::errc::too_many_files_open, reads));
  }
  for (const int error : {EACCES, EMFILE, ENFILE, ENOMEM}) {
    const NothingStaysOpen check;
    faults = {.open_fails = error};
    ExpectErrno(error, [] { ReadProcess(getpid()); });
  }
  for (const int reads : {0, 2}) {
    const NothingStaysOpen check;
    faults = {.read_fails = EIO, .good_reads = reads, .most_bytes = 5};
    ExpectErrno(EIO, [] { ReadProcess(getpid()); });
  }
}

GRADED_TEST(ReadProcess, MalformedContentIsThrown, 1) {
  for (const char* content : {"", "nonsense", "12 (a) R", "0 (a) R 1"}) {
    const NothingStaysOpen check;
    faults = {.content = content};
    try {
      ReadProcess(getpid());
      EXPECT_EQ(faults.hits, 0) << "the file says \"" << content << "\"";
    } catch (const std::invalid_argument&) {
    }
  }
}

GRADED_TEST(ReadProcess, SignalsAndShortReadsAreNoFailures, 1) {
  const Child child(Sleep);
  ASSERT_TRUE(ComesTo('S', child.pid())) << "a gap in the test";
  for (const std::size_t most : {1, 7, 1000}) {
    const NothingStaysOpen check;
    faults = {.interrupts = true, .most_bytes = most};
    ExpectInfo(ReadProcess(child.pid()), {child.pid(), NameOfThis(), 'S', getpid()});
  }
  const NothingStaysOpen check;
  faults = {.interrupts = true, .most_bytes = 3};
  EXPECT_EQ(ChildrenOf(getpid()), std::vector{child.pid()});
}

GRADED_TEST(ReadProcess, AKernelWorkersNameMayBeLong, 1) {
  const NothingStaysOpen check;
  const std::string name(63, 'x');
  const std::string content = "12 (" + name + ") S 34 " + std::string(900, '1');
  faults = {.content = content.c_str()};
  const auto info = ReadProcess(getpid());
  if (faults.hits > 0) ExpectInfo(info, {12, name, 'S', 34});
}

GRADED_TEST(ChildrenOf, FindsThoseInAnyStateAndNoOthers, 1) {
  const NothingStaysOpen check;
  const Adopter adopter;
  const Child parent([] {
    Fork(Sleep);  // a grandchild
    Stop();
  });
  const Child ended(End);
  const Child sleeps(Sleep);
  const Child spins([] {
    Kernel(SYS_prctl, PR_SET_NAME, "x) S 1 (y");
    Spin();
  });
  ASSERT_TRUE(ComesTo('T', parent.pid()) && ComesTo('Z', ended.pid())) << "a gap in the test";
  std::vector<pid_t> expected = {parent.pid(), ended.pid(), sleeps.pid(), spins.pid()};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(ChildrenOf(getpid()), expected);
  const std::vector<pid_t> grandchildren = ChildrenOf(parent.pid());
  ASSERT_EQ(grandchildren.size(), 1u);
  EXPECT_EQ(std::count(expected.begin(), expected.end(), grandchildren.front()), 0);
}

GRADED_TEST(ChildrenOf, WhoHasNoneHasNone, 1) {
  const NothingStaysOpen check;
  EXPECT_EQ(ChildrenOf(getpid()), std::vector<pid_t>{});
  EXPECT_EQ(ChildrenOf(INT_MAX), std::vector<pid_t>{});
  const Child child(Sleep);
  EXPECT_EQ(ChildrenOf(child.pid()), std::vector<pid_t>{});
}

GRADED_TEST(ChildrenOf, WhoVanishesDoesNotHideTheOthers, 2) {
  const NothingStaysOpen check;
  const Child before(Sleep);
  const pid_t zombie = Fork(End);
  const Child after(Sleep);
  ASSERT_TRUE(ComesTo('Z', zombie)) << "a gap in the test";
  std::vector<pid_t> children;
  checker::RunTogether({
      [&] { children = ChildrenOf(getpid()); },
      [&] { Reap(zombie); },
  });
  children.erase(std::remove(children.begin(), children.end(), zombie), children.end());
  std::vector<pid_t> others = {before.pid(), after.pid()};
  std::sort(others.begin(), others.end());
  EXPECT_EQ(children, others);
}

GRADED_TEST(ChildrenOf, ThrowsWhatReadProcessThrows, 1) {
  {
    const NothingStaysOpen check;
    faults = {.read_fails = EIO};
    ExpectErrno(EIO, [] { ChildrenOf(getpid()); });
  }
  const NothingStaysOpen check;
  faults = {.content = "nonsense"};
  try {
    ChildrenOf(getpid());
    EXPECT_EQ(faults.hits, 0) << "what a file says is malformed";
  } catch (const std::invalid_argument&) {
  }
}

GRADED_TEST(ChildrenOf, AFolderThatCanNotBeReadToItsEndIsAFailure, 1) {
  const Child child(Sleep);
  for (const int entries : {0, 3}) {
    const NothingStaysOpen check;
    faults = {.folder_fails = EIO, .good_entries = entries};
    ExpectErrno(EIO, [] { ChildrenOf(getpid()); });
  }
}

GRADED_TEST(ChildrenOf, ThrowsIfNoMoreFilesCanBeOpened, 1) {
  const NothingStaysOpen check;
  const Child child(Sleep);
  for (const unsigned more : {0u, 1u}) {
    const DescriptorLimit limit(more);
    try {
      const std::vector<pid_t> children = ChildrenOf(getpid());
      EXPECT_EQ(more, 1u) << "how did it look into /proc?";
      EXPECT_EQ(children, std::vector{child.pid()});
    } catch (const std::system_error& e) {
      EXPECT_EQ(e.code(), std::errc::too_many_files_open);
    }
  }
}

GRADED_TEST(ProcessInfo, SeveralThreadsMayAskAtOnce, 1) {
  const NothingStaysOpen check;
  const Child child(Sleep);
  ASSERT_TRUE(ComesTo('S', child.pid())) << "a gap in the test";
  checker::RunTogether({
      [&] {
        ExpectInfo(ReadProcess(child.pid()), {child.pid(), NameOfThis(), 'S', getpid()});
        EXPECT_EQ(StateName('Z'), "zombie");
      },
      [&] {
        EXPECT_EQ(ChildrenOf(getpid()), std::vector{child.pid()});
        EXPECT_EQ(StateName('Q'), "unknown");
        EXPECT_EQ(NameIn("a) b"), "a) b");
      },
  });
}

}  // namespace
