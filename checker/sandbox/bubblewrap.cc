#include "checker/sandbox/bubblewrap.h"

#include <filesystem>

namespace checker {
namespace {

using Arguments = std::vector<std::string>;

void Add(Arguments& list, std::initializer_list<std::string> more) {
  list.insert(list.end(), more);
}

// /lib and its like are links into /usr on a merged system, folders elsewhere.
void AddSystem(Arguments& list) {
  Add(list, {"--ro-bind", "/usr", "/usr"});
  for (const char* name : {"lib", "lib64", "lib32", "bin", "sbin"}) {
    const std::filesystem::path path = std::filesystem::path("/") / name;
    std::error_code error;
    if (std::filesystem::is_symlink(path, error)) {
      Add(list, {"--symlink", std::filesystem::read_symlink(path, error).string(), path.string()});
    } else if (std::filesystem::is_directory(path, error)) {
      Add(list, {"--ro-bind", path.string(), path.string()});
    }
  }
}

// bubblewrap's own --dev is not used: its file systems have no size limit.
void AddDevices(Arguments& list, const SandboxPolicy& policy) {
  Add(list, {"--size", "65536", "--tmpfs", "/dev", "--dev-bind", "/dev/null", "/dev/null"});
  if (policy.devices) {
    for (const char* device : {"/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}) {
      Add(list, {"--dev-bind", device, device});
    }
    Add(list, {"--size", std::to_string(policy.limits.scratch_bytes), "--tmpfs", "/dev/shm"});
  }
  Add(list, {"--remount-ro", "/dev"});
}

}  // namespace

std::vector<std::string> BubblewrapArguments(const SandboxPolicy& policy, int seccomp_descriptor) {
  Arguments list = {"/usr/bin/bwrap", "--unshare-all", "--unshare-user", "--die-with-parent",
                    "--new-session",  "--as-pid-1",    "--cap-drop",     "ALL",
                    "--clearenv",     "--hostname",    "sandbox"};
  AddSystem(list);
  Add(list, {"--proc", "/proc"});
  AddDevices(list, policy);
  Add(list, {"--size", std::to_string(policy.limits.scratch_bytes), "--tmpfs", "/tmp"});
  for (const VisiblePath& path : policy.read_only) {
    Add(list, {"--ro-bind", path.host, path.inside});
  }
  for (const VisiblePath& path : policy.writable) Add(list, {"--bind", path.host, path.inside});
  Add(list, {"--dir", policy.working_directory});
  // The root is a file system in memory, too, and would take writes without end.
  Add(list, {"--remount-ro", "/", "--chdir", policy.working_directory});
  Add(list, {"--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp", "--setenv", "TMPDIR",
             "/tmp", "--setenv", "LC_ALL", "C.UTF-8"});
  for (const auto& [name, value] : policy.environment) Add(list, {"--setenv", name, value});
  Add(list, {"--seccomp", std::to_string(seccomp_descriptor), "--"});
  return list;
}

std::string WhyBubblewrapFailed(const std::string& complaint) {
  const std::string first_line = complaint.substr(0, complaint.find('\n'));
  if (first_line.find("ermission denied") != std::string::npos ||
      first_line.find("not permitted") != std::string::npos) {
    return "this machine does not let bubblewrap create namespaces (" + first_line +
           "). Allow them: `sysctl kernel.unprivileged_userns_clone=1` and, where AppArmor "
           "restricts them, `sysctl kernel.apparmor_restrict_unprivileged_userns=0`; in a "
           "container, run it with user namespaces allowed";
  }
  if (first_line.empty()) return "the sandbox ended without a word on why";
  return "the sandbox could not be set up: " + first_line;
}

}  // namespace checker
