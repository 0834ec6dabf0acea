// Calls that the explorer can't control yet: met in a controlled thread they end the job as such,
// instead of a hang or a wrong verdict.
#include <dlfcn.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/types.h>
#include <unistd.h>

#include "checker/explore/report.h"
#include "checker/explore/tsan.h"

extern "C" {
pid_t __interceptor_fork();
pid_t __interceptor_vfork();
pid_t __interceptor_waitpid(pid_t, int*, int);
pid_t __interceptor_wait(int*);
int __interceptor_pause();
int __interceptor_sigwait(const sigset_t*, int*);
int __interceptor_sigsuspend(const sigset_t*);
int __interceptor_epoll_wait(int, epoll_event*, int, int);
}

namespace checker {
namespace {

void Refuse(const char* name, void* caller) {
  if (!UnderControl()) return;
  Place place(caller);
  ReportUncontrolledCall(name);
}

}  // namespace
}  // namespace checker

using checker::Refuse;

extern "C" {

pid_t fork() {
  Refuse("fork", CHECKER_CALLER());
  return __interceptor_fork();
}

pid_t waitpid(pid_t child, int* status, int options) {
  Refuse("waitpid", CHECKER_CALLER());
  return __interceptor_waitpid(child, status, options);
}

pid_t wait(int* status) {
  Refuse("wait", CHECKER_CALLER());
  return __interceptor_wait(status);
}

int pause() {
  Refuse("pause", CHECKER_CALLER());
  return __interceptor_pause();
}

int sigwait(const sigset_t* signals, int* signal) {
  Refuse("sigwait", CHECKER_CALLER());
  return __interceptor_sigwait(signals, signal);
}

int sigsuspend(const sigset_t* signals) {
  Refuse("sigsuspend", CHECKER_CALLER());
  return __interceptor_sigsuspend(signals);
}

int epoll_wait(int epoll, epoll_event* events, int count, int milliseconds) {
  Refuse("epoll_wait", CHECKER_CALLER());
  return __interceptor_epoll_wait(epoll, events, count, milliseconds);
}

}  // extern "C"
