// Calls that may wait for something the explorer does not see, or start a process that it does not
// control: met in a controlled thread they end the job as such, with the caller's line, instead of
// a hang or a wrong verdict.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

void Refuse(const char* name, void* caller) {
  if (!UnderControl()) return;
  CallSite site(caller);
  ReportUncontrolledCall(name);
}

// What a timer does may wake somebody, but cannot be scheduled. Only who gets stuck is told so.
void MayHelp(const char* name) {
  if (UnderControl()) arena->schedule.help_from_outside = name;
}

}  // namespace
}  // namespace explore

// Outside of a schedule the library's own function is called.
#define CHECKER_REFUSE(result, name, parameters, arguments)                           \
  extern "C" result name parameters {                                                 \
    explore::Refuse(#name, EXPLORE_CALLER());                                         \
    return reinterpret_cast<result(*) parameters>(dlsym(RTLD_NEXT, #name)) arguments; \
  }

CHECKER_REFUSE(int, system, (const char* command), (command))
CHECKER_REFUSE(FILE*, popen, (const char* command, const char* mode), (command, mode))
extern "C" pid_t vfork() {
  explore::Refuse("vfork", EXPLORE_CALLER());
  return fork();  // the child of a vfork may not return from here
}
CHECKER_REFUSE(int, posix_spawn,
               (pid_t * child, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const* arguments,
                char* const* environment),
               (child, path, actions, attributes, arguments, environment))
CHECKER_REFUSE(int, posix_spawnp,
               (pid_t * child, const char* file, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const* arguments,
                char* const* environment),
               (child, file, actions, attributes, arguments, environment))

namespace explore {
namespace {

bool LocksAFile(int command) {
  return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK ||
         command == F_OFD_SETLKW;
}

// Within one process such locks keep nobody out.
int Fcntl(int fd, int command, long argument, void* caller) {
  if (LocksAFile(command) && SeveralProcesses()) Refuse("fcntl (a lock on a file)", caller);
  const long result = RawCall(SYS_fcntl, fd, command, argument);
  if (result >= 0) return static_cast<int>(result);
  errno = static_cast<int>(-result);
  return -1;
}

}  // namespace
}  // namespace explore

// The argument may be an int, a pointer or missing; a register holds any of them.
#define CHECKER_FCNTL(name)                                         \
  extern "C" int name(int fd, int command, ...) {                   \
    va_list list;                                                   \
    va_start(list, command);                                        \
    const long argument = va_arg(list, long);                       \
    va_end(list);                                                   \
    return explore::Fcntl(fd, command, argument, EXPLORE_CALLER()); \
  }
CHECKER_FCNTL(fcntl)
CHECKER_FCNTL(fcntl64)

// Most alarms are there to end a program that takes too long.
extern "C" unsigned alarm(unsigned seconds) {
  struct sigaction action;
  sigaction(SIGALRM, nullptr, &action);
  if (action.sa_handler != SIG_DFL) explore::MayHelp("alarm");
  return reinterpret_cast<decltype(&alarm)>(dlsym(RTLD_NEXT, "alarm"))(seconds);
}
extern "C" int timerfd_settime(int fd, int flags, const itimerspec* time,
                               itimerspec* old) noexcept {
  explore::MayHelp("timerfd_settime");
  return reinterpret_cast<decltype(&timerfd_settime)>(dlsym(RTLD_NEXT, "timerfd_settime"))(
      fd, flags, time, old);
}

CHECKER_REFUSE(int, timer_create, (clockid_t clock, sigevent* event, timer_t* timer),
               (clock, event, timer))
CHECKER_REFUSE(void, flockfile, (FILE * file), (file))
CHECKER_REFUSE(int, pthread_mutexattr_setprioceiling,
               (pthread_mutexattr_t * attributes, int ceiling), (attributes, ceiling))
CHECKER_REFUSE(int, pthread_cancel, (pthread_t thread), (thread))
CHECKER_REFUSE(int, pause, (), ())
CHECKER_REFUSE(int, sigwait, (const sigset_t* signals, int* signal), (signals, signal))
CHECKER_REFUSE(int, sigsuspend, (const sigset_t* signals), (signals))
CHECKER_REFUSE(int, sigwaitinfo, (const sigset_t* signals, siginfo_t* info), (signals, info))
CHECKER_REFUSE(int, sigtimedwait, (const sigset_t* signals, siginfo_t* info, const timespec* time),
               (signals, info, time))

CHECKER_REFUSE(int, select, (int count, fd_set* in, fd_set* out, fd_set* other, timeval* time),
               (count, in, out, other, time))
CHECKER_REFUSE(int, pselect,
               (int count, fd_set* in, fd_set* out, fd_set* other, const timespec* time,
                const sigset_t* signals),
               (count, in, out, other, time, signals))
CHECKER_REFUSE(int, ppoll,
               (pollfd * entries, nfds_t count, const timespec* time, const sigset_t* signals),
               (entries, count, time, signals))
CHECKER_REFUSE(int, epoll_wait, (int epoll, epoll_event* events, int count, int milliseconds),
               (epoll, events, count, milliseconds))
CHECKER_REFUSE(int, epoll_pwait,
               (int epoll, epoll_event* events, int count, int milliseconds,
                const sigset_t* signals),
               (epoll, events, count, milliseconds, signals))

CHECKER_REFUSE(int, flock, (int fd, int operation), (fd, operation))
CHECKER_REFUSE(int, lockf, (int fd, int operation, off_t size), (fd, operation, size))
CHECKER_REFUSE(int, semop, (int set, sembuf* operations, size_t count), (set, operations, count))
CHECKER_REFUSE(ssize_t, msgrcv, (int queue, void* message, size_t size, long type, int flags),
               (queue, message, size, type, flags))
CHECKER_REFUSE(ssize_t, mq_receive, (mqd_t queue, char* message, size_t size, unsigned* priority),
               (queue, message, size, priority))
