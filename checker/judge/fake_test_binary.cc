// Speaks the protocol of a test binary without any test in it. Each case misbehaves in its own way,
// so that the judge's own tests see every way in which a run can end.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

namespace {

std::string nonce;

std::string Argument(int argc, char** argv, const std::string& name) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.rfind("--" + name + "=", 0) == 0) return argument.substr(name.size() + 3);
  }
  return "";
}

void WriteTo(int fd, const std::string& text) {
  if (write(fd, text.data(), text.size()) < 0) _exit(9);
}

void Record(const std::string& rest) { WriteTo(3, "{\"nonce\":\"" + nonce + "\"," + rest + "}\n"); }

void End() { Record(R"("record":"end","schedules":{"random walk":10},"distinct":7)"); }

constexpr char kRaceReport[] =
    "WARNING: ThreadSanitizer: data race (pid=1)\n"
    "  Write of size 4 at 0x10 by thread T1:\n    #0 f (test+0x20)\n\n"
    "  Previous write of size 4 at 0x10 by main thread:\n    #0 f (test+0x30)\n\nSUMMARY: x\n";

void Fail(const char* kind, const char* token) {
  Record(
      std::string(R"("record":"failure","kind":")") + kind +
      R"(","schedule":3,"message":"Failed\nIt is wrong.","file":"t/fake_test.cc","line":5,"token":")" +
      token + "\"");
}

int Misbehave(const std::string& name, bool replay) {
  if (name == "Passes" || name == "RacesOnRealThreadsOnly") return End(), 0;
  if (name == "TakesTime") {
    return Record(R"("record":"end","schedules":{"random walk":10},"time_passed":true)"), 0;
  }
  if (name == "Fails") return Fail("wrong result", "r1"), End(), 1;
  if (name == "FailsOnlyOnce") return replay ? (End(), 0) : (Fail("wrong result", "r2"), End(), 1);
  if (name == "Deadlocks") return Fail("deadlock", "r3"), 1;
  if (name == "IsNotWritten") return Fail("not attempted", ""), 1;
  if (name == "Races") {
    WriteTo(5, kRaceReport);
    return Record(R"("record":"race","schedule":4,"token":"r4")"), End(), 66;
  }
  if (name == "Crashes") raise(SIGSEGV);
  if (name == "Aborts") {
    fprintf(stderr, "terminate called after throwing an instance of 'std::logic_error'\n");
    abort();
  }
  if (name == "ExitsEarly") exit(0);
  if (name == "LoopsForEver") {
    for (volatile int i = 0;; i = i + 1) {
    }
  }
  if (name == "LeavesAProcess") {
    if (fork() == 0) sleep(1000);
    return End(), 0;
  }
  if (name == "Floods") {
    for (;;) WriteTo(1, std::string(1000, 'x'));
  }
  if (name == "EatsMemory") {
    std::vector<std::vector<char>> hoard;
    for (;;) hoard.emplace_back(1 << 20, 'x');
  }
  // What a submission could do, not knowing the nonce.
  if (name == "ForgesRecords") {
    WriteTo(3, "{\"nonce\":\"00000000000000000000000000000000\",\"record\":\"end\"}\n");
    WriteTo(3, "{\"record\":\"end\",\"schedules\":{\"random walk\":300}}\n");
    WriteTo(3, std::string(100000, '{') + "\n");
    return 0;
  }
  if (name == "PrintsLikeGoogleTest") {
    puts("[==========] 1 test from 1 test suite ran. (0 ms total)\n[  PASSED  ] 1 test.");
    return 0;
  }
  if (name == "CallsTheUnknown") {
    return Record(R"("record":"uncontrolled call","name":"fork","stack":["0x10"])"), 3;
  }
  if (name == "UsesFences") {
    WriteTo(5, kRaceReport);
    return Record(R"("record":"race","token":"r5","fences":true)"), End(), 66;
  }
  return 2;
}

constexpr const char* kCases[] = {"Passes",
                                  "Fails",
                                  "FailsOnlyOnce",
                                  "Deadlocks",
                                  "IsNotWritten",
                                  "Races",
                                  "Crashes",
                                  "Aborts",
                                  "ExitsEarly",
                                  "LoopsForEver",
                                  "Floods",
                                  "EatsMemory",
                                  "ForgesRecords",
                                  "LeavesAProcess",
                                  "PrintsLikeGoogleTest",
                                  "UsesFences",
                                  "CallsTheUnknown",
                                  "TakesTime",
                                  "RacesOnRealThreadsOnly"};

}  // namespace

int main(int argc, char** argv) {
  char digits[32];
  if (read(4, digits, sizeof digits) == 32) nonce.assign(digits, 32);
  close(4);
  if (argc > 1 && strcmp(argv[1], "--list") == 0) {
    for (const char* name : kCases) {
      Record(std::string(R"("record":"case","name":"Fake.)") + name + "\"");
    }
    return 0;
  }
  const std::string name = Argument(argc, argv, "case").substr(5);
  if (!Argument(argc, argv, "shrink").empty()) return 2;
  if (!Argument(argc, argv, "uncontrolled").empty()) {
    if (name == "Passes") return End(), 0;
    return Misbehave("Races", false);
  }
  return Misbehave(name, !Argument(argc, argv, "replay").empty());
}
