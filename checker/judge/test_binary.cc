#include "checker/judge/test_binary.h"

#include <sys/random.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "checker/sandbox/sandbox.h"

namespace checker {
namespace {

constexpr char kInside[] = "/sandbox/test";
constexpr char kModule[] = "test";  // how reports call it
constexpr int kResults = 3;
constexpr int kNonce = 4;
constexpr int kReports = 5;

// The explorer's own: its supervisor, and what ThreadSanitizer runs beside each process.
constexpr int kTasksOfOurs = 16;

constexpr std::size_t kAddressesAtOnce = 4000;

// 32 hex digits that the submitted code can't guess.
std::string NewNonce() {
  unsigned char bytes[16];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) return "";
  std::string nonce;
  for (unsigned char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    nonce += digits;
  }
  return nonce;
}

SandboxPolicy PolicyFor(const Exercise& exercise, std::chrono::seconds time) {
  SandboxPolicy policy;
  policy.loopback = exercise.allowed.count("loopback") != 0;
  policy.io_uring = exercise.allowed.count("io_uring") != 0;
  policy.limits.processor_time = time;
  policy.limits.real_time = 3 * time;
  policy.limits.memory_bytes = exercise.memory_bytes;
  policy.limits.output_bytes = exercise.output_bytes;
  policy.limits.tasks = exercise.processes + kTasksOfOurs;
  policy.limits.open_files = exercise.descriptors;
  return policy;
}

}  // namespace

TestBinary::TestBinary(std::string path, std::string symbolizer, const Exercise& exercise)
    : path_(std::move(path)), symbolizer_(std::move(symbolizer)), exercise_(exercise) {}

JobResult TestBinary::Run(const std::vector<std::string>& arguments) const {
  return Run(arguments, exercise_.time_limit);
}

JobResult TestBinary::Run(const std::vector<std::string>& arguments,
                          std::chrono::seconds time) const {
  SandboxPolicy policy = PolicyFor(exercise_, std::min(time, exercise_.time_limit));
  policy.read_only.push_back({std::filesystem::absolute(path_).string(), kInside});
  const std::string nonce = NewNonce();
  JobResult job;
  if (nonce.empty()) {
    job.run.end = SandboxFailure{"the machine gave no random numbers"};
    return job;
  }
  std::vector<std::string> program = {kInside};
  program.insert(program.end(), arguments.begin(), arguments.end());
  program.push_back("--result-fd=" + std::to_string(kResults));
  program.push_back("--report-fd=" + std::to_string(kReports));
  program.push_back("--nonce-fd=" + std::to_string(kNonce));
  job.run = RunInSandbox(policy, program,
                         {{.descriptor = kResults},
                          {.descriptor = kNonce, .way = Channel::Way::kToProgram, .input = nonce},
                          {.descriptor = kReports}});
  job.records = ParseRecords(job.run.channels[kResults], nonce);
  job.reports = ParseRaceReports(job.run.channels[kReports], kModule,
                                 job.records.race ? job.records.race->main_thread : 0);
  return job;
}

// In the sandbox, too: the debug information comes from a file that is not trusted.
Symbols TestBinary::Symbolize(const std::vector<CodeOffset>& offsets) const {
  std::vector<CodeOffset> unique = offsets;
  std::sort(unique.begin(), unique.end());
  unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
  if (unique.empty() || symbolizer_.empty()) return {};
  if (unique.size() > kAddressesAtOnce) unique.resize(kAddressesAtOnce);
  SandboxPolicy policy;
  policy.devices = false;
  policy.limits.output_bytes = std::int64_t{64} << 20;
  policy.read_only.push_back({std::filesystem::absolute(path_).string(), kInside});
  std::vector<std::string> program = {symbolizer_, std::string("--obj=") + kInside,
                                      "--output-style=JSON"};
  for (CodeOffset offset : unique) {
    char text[32];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(offset));
    program.push_back(text);
  }
  return ParseSymbolizerOutput(RunInSandbox(policy, program).standard_output);
}

}  // namespace checker
