#include "checker/sandbox/seccomp_filter.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>

namespace checker {
namespace {

// Names rather than numbers: libseccomp knows calls that this machine's headers may lack.
// What reads or steers other processes, changes the machine, opens new corners of the kernel, or
// holds memory that no process's size shows (memfd, System V).
constexpr const char* kRefused[] = {
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "kcmp",
    "pidfd_getfd",
    "process_madvise",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "fsopen",
    "fsmount",
    "fsconfig",
    "fspick",
    "move_mount",
    "open_tree",
    "mount_setattr",
    "keyctl",
    "add_key",
    "request_key",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "kexec_load",
    "kexec_file_load",
    "unshare",
    "setns",
    "open_by_handle_at",
    "name_to_handle_at",
    "fanotify_init",
    "acct",
    "swapon",
    "swapoff",
    "reboot",
    "init_module",
    "finit_module",
    "delete_module",
    "quotactl",
    "quotactl_fd",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "clock_adjtime",
    "syslog",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
    "modify_ldt",
    "memfd_create",
    "memfd_secret",
    "shmget",
    "semget",
    "msgget",
    "mq_open",
    "migrate_pages",
    "move_pages",
    "mbind",
    "set_mempolicy",
    "sched_setscheduler",
    "sched_setattr",
    "sched_setparam",
    "setpriority",
    "ioprio_set",
    "vhangup",
    "nfsservctl",
    "lookup_dcookie",
};

// "There is no such call": programs then fall back to what the filter can look into.
constexpr const char* kAbsent[] = {"clone3"};
constexpr const char* kIoUring[] = {"io_uring_setup", "io_uring_enter", "io_uring_register"};

constexpr unsigned long kNewNamespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET |
                                         CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// Calls unknown to this libseccomp are skipped: a kernel that has them gets no help from us to
// refuse them, and none of them is needed for the promises (no network, no other process's memory).
template <class... Conditions>
bool Refuse(const Filter& filter, const char* name, int error, Conditions... conditions) {
  const int call = seccomp_syscall_resolve_name(name);
  if (call == __NR_SCMP_ERROR) return true;
  const scmp_arg_cmp list[] = {conditions..., scmp_arg_cmp{}};
  return seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(error), call, sizeof...(conditions),
                                list) == 0;
}

bool RefuseBitByBit(const Filter& filter, const char* name, unsigned argument, unsigned long bits) {
  for (unsigned long bit = 1; bit != 0 && bit <= bits; bit <<= 1) {
    if ((bits & bit) == 0) continue;
    if (!Refuse(filter, name, EPERM, SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, bit, bit)))
      return false;
  }
  return true;
}

bool RefuseSockets(const Filter& filter, bool loopback) {
  if (!loopback) return Refuse(filter, "socket", EACCES, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  // Internet sockets, too: AF_UNIX (1), AF_INET (2), AF_INET6 (10); every other family is refused.
  static_assert(AF_UNIX == 1 && AF_INET == 2 && AF_INET6 == 10);
  bool ok = Refuse(filter, "socket", EACCES, SCMP_A0(SCMP_CMP_EQ, AF_UNSPEC)) &&
            Refuse(filter, "socket", EACCES, SCMP_A0(SCMP_CMP_GT, AF_INET6));
  for (unsigned long family = AF_INET + 1; family < AF_INET6; ++family) {
    ok = ok && Refuse(filter, "socket", EACCES, SCMP_A0(SCMP_CMP_EQ, family));
  }
  return ok;
}

bool AddRules(const Filter& filter, const SandboxPolicy& policy) {
  bool ok = true;
  for (const char* name : kRefused) ok = ok && Refuse(filter, name, EPERM);
  for (const char* name : kAbsent) ok = ok && Refuse(filter, name, ENOSYS);
  if (!policy.io_uring) {
    for (const char* name : kIoUring) ok = ok && Refuse(filter, name, ENOSYS);
  }
  // Limits of another process (the sandbox's own first process) are not to be touched.
  ok = ok && Refuse(filter, "prlimit64", EPERM, SCMP_A0(SCMP_CMP_NE, 0));
  ok = ok && Refuse(filter, "ioctl", EPERM, SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCSTI));
  ok = ok && RefuseBitByBit(filter, "clone", 0, kNewNamespaces);
  return ok && RefuseSockets(filter, policy.loopback);
}

}  // namespace

int OpenSeccompFilter(const SandboxPolicy& policy) {
  Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  if (!filter || !AddRules(filter, policy)) {
    errno = EINVAL;
    return -1;
  }
  const int descriptor = memfd_create("seccomp filter", MFD_CLOEXEC);
  if (descriptor < 0) return -1;
  if (seccomp_export_bpf(filter.get(), descriptor) != 0 || lseek(descriptor, 0, SEEK_SET) != 0) {
    close(descriptor);
    errno = EINVAL;
    return -1;
  }
  return descriptor;
}

}  // namespace checker
