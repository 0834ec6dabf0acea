// What a program that is not trusted may see and use while it runs.
//
// Thread safety: plain data.
#ifndef CHECKER_SANDBOX_SANDBOX_POLICY_H_
#define CHECKER_SANDBOX_SANDBOX_POLICY_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace checker {

// One file or folder of the host, shown at another place.
struct VisiblePath {
  std::string host;
  std::string inside;
};

struct SandboxLimits {
  std::chrono::milliseconds processor_time{std::chrono::seconds(60)};  // of all processes together
  std::chrono::milliseconds real_time{std::chrono::seconds(180)};
  std::int64_t memory_bytes = std::int64_t{2} << 30;    // resident, of all processes together
  std::int64_t scratch_bytes = std::int64_t{16} << 20;  // of the writable folder /tmp
  std::int64_t file_bytes = std::int64_t{16} << 20;     // of any one file
  std::int64_t output_bytes = std::int64_t{256} << 10;  // of stdout and stderr together
  int tasks = 64;                                       // processes and threads alive at once
  int open_files = 4096;
};

struct SandboxPolicy {
  std::vector<VisiblePath> read_only;  // besides /usr, which is always visible
  std::vector<VisiblePath> writable;   // for what a compiler writes
  bool devices = true;                 // null, zero, full, random, urandom and shm; else only null
  bool loopback = false;               // internet sockets; there is never a way off the machine
  bool io_uring = false;
  std::string working_directory = "/tmp";
  std::vector<std::pair<std::string, std::string>> environment;  // nothing else is set
  SandboxLimits limits;
};

}  // namespace checker

#endif  // CHECKER_SANDBOX_SANDBOX_POLICY_H_
