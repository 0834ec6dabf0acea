// A descriptor that stands for a process: int pidfd_open(pid_t pid, unsigned flags), of Linux.
//
// Given, complete; nobody has to use it. poll finds the descriptor readable from the moment at
// which the process has ended, reaped or not, and waitid(P_PIDFD, ...) waits for that process and
// no other, even if its number has been given away again. It is close-on-exec. pidfd_open returns
// -1 with errno ESRCH if there is no such process; a zombie is one.
//
// Include this header instead of <sys/pidfd.h>, which in glibc 2.36 does not tell C++ that its
// functions are C's: a program that includes it directly cannot be linked.
#ifndef CHAPTERS_01_PROCESSES_PIDFD_H_
#define CHAPTERS_01_PROCESSES_PIDFD_H_

extern "C" {
#include <sys/pidfd.h>
}
#include <sys/wait.h>

#endif  // CHAPTERS_01_PROCESSES_PIDFD_H_
