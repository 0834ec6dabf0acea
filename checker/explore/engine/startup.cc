// What happens before any code of the program: the nonce is read and its descriptor closed, so that
// no static initialiser of the student's can; and ThreadSanitizer gets its options.
#include <sanitizer/tsan_interface.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"

namespace explore {
namespace {

// The number after `name` (with its "=") in one of the arguments, -1 if there is none.
int NumberAfter(const char* name, const char* argument) {
  int i = 0;
  for (; name[i] != 0; ++i) {
    if (argument[i] != name[i]) return -1;
  }
  int number = 0;
  for (; argument[i] >= '0' && argument[i] <= '9'; ++i) number = number * 10 + argument[i] - '0';
  return number;
}

void ReadNonceFirst(int argc, char** argv, char**) {
  for (int i = 1; i < argc; ++i) {
    const int fd = NumberAfter("--nonce-fd=", argv[i]);
    if (fd >= 0) ReadNonce(fd);
  }
}

[[gnu::used,
  gnu::section(".preinit_array")]] void (*const at_the_very_start)(int, char**,
                                                                   char**) = ReadNonceFirst;

// ThreadSanitizer asks for its options before main has any arguments.
bool StartedWith(const char* name) {
  static char line[4096];
  const long fd = RawCall(SYS_open, reinterpret_cast<long>("/proc/self/cmdline"), 0, 0);
  if (fd < 0) return false;
  const long length = RawCall(SYS_read, fd, reinterpret_cast<long>(line), sizeof line - 1);
  RawCall(SYS_close, fd);
  for (long i = 0; i < length; ++i) {
    if ((i == 0 || line[i - 1] == 0) && NumberAfter(name, line + i) >= 0) return true;
  }
  return false;
}

}  // namespace
}  // namespace explore

extern "C" {

// Lock-order inversion is not asked for: the explorer drives real deadlocks, and an order that a
// further lock makes safe would be blamed on correct code.
#define EXPLORE_TSAN_OPTIONS                                                          \
  "report_thread_leaks=0:exitcode=66:halt_on_error=0:suppress_equal_stacks=0:"        \
  "suppress_equal_addresses=0:die_after_fork=0:atexit_sleep_ms=0:detect_deadlocks=0:" \
  "report_destroy_locked=0"

[[gnu::used]] const char* __tsan_default_options() {
  // Without control nobody can tell a mutex made anew in place from one that is locked twice.
  if (explore::StartedWith("--uncontrolled=")) {
    return explore::StartedWith("--report-fd=") ? EXPLORE_TSAN_OPTIONS
               ":report_mutex_bugs=0:symbolize=0"
                                                : EXPLORE_TSAN_OPTIONS ":report_mutex_bugs=0";
  }
  // Telling them takes a tenth of a second each, and nobody wants to read them.
  if (explore::StartedWith("--ignore-races")) return EXPLORE_TSAN_OPTIONS ":report_bugs=0";
  if (explore::StartedWith("--report-fd=")) return EXPLORE_TSAN_OPTIONS ":symbolize=0";
  return EXPLORE_TSAN_OPTIONS;
}

void __tsan_on_report(void* report) {
  if (explore::arena == nullptr) return;
  const char* description = "";
  int unused[7];
  void* sleep[1];
  __tsan_get_report_data(report, &description, &unused[0], &unused[1], &unused[2], &unused[3],
                         &unused[4], &unused[5], &unused[6], sleep, 1);
  const int main_thread = protocol::ThreadNumber(explore::this_process, 0);
  explore::ReportRace(description, main_thread);
}

}  // extern "C"
