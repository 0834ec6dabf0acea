// Pipes and sockets between threads of the program. A call that would wait for a descriptor blocks
// its task instead; after each transfer, and when nobody can go on, all waiting descriptors are
// looked at. What comes from outside the program can't be controlled.
#include "checker/explore/intercept/descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/detect/vector_clock.h"
#include "checker/explore/scheduler/descriptors.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

extern "C" {
ssize_t __interceptor_read(int, void*, size_t);
ssize_t __interceptor_write(int, const void*, size_t);
ssize_t __interceptor_recv(int, void*, size_t, int);
ssize_t __interceptor_send(int, const void*, size_t, int);
ssize_t __interceptor_readv(int, const iovec*, int);
ssize_t __interceptor_recvmsg(int, msghdr*, int);
ssize_t __interceptor_sendmsg(int, const msghdr*, int);
ssize_t __interceptor_recvfrom(int, void*, size_t, int, sockaddr*, socklen_t*);
ssize_t __interceptor_sendto(int, const void*, size_t, int, const sockaddr*, socklen_t);
int __interceptor_accept(int, sockaddr*, socklen_t*);
int __interceptor_connect(int, const sockaddr*, socklen_t);
int __interceptor_poll(pollfd*, nfds_t, int);
}

namespace explore {
namespace {

// Which files standard input, output and error are as the job begins.
std::uint64_t standard_files[3] = {};

// Whether the descriptor is another pipe or socket than as the job began.
bool IsReplaced(int fd) {
  struct stat file;
  if (RawCall(SYS_fstat, fd, reinterpret_cast<long>(&file)) != 0) return false;
  return (S_ISFIFO(file.st_mode) || S_ISSOCK(file.st_mode)) && file.st_ino != standard_files[fd];
}

// Standard input, output and error are not between threads; but a child may have put its end of a
// pipe there.
bool IsForUs(int fd) { return UnderControl() && (fd > 2 || (this_process != 0 && IsReplaced(fd))); }

bool NeverWaits(int fd, int flags) {
  if ((flags & MSG_DONTWAIT) != 0) return true;
  const long state = RawCall(SYS_fcntl, fd, F_GETFL);
  return state < 0 || (state & O_NONBLOCK) != 0;
}

// Comes back when the descriptor can be used without waiting.
void WaitFor(int fd, int events, int flags) {
  Point({.operation = Operation::kTransfer, .object = static_cast<std::uintptr_t>(fd) + 1});
  while (!NeverWaits(fd, flags) && !DescriptorIsReady(fd, events)) {
    self->signalled = false;
    Point({.operation = Operation::kPoll,
           .object = static_cast<std::uintptr_t>(fd) + 1,
           .argument = events});
  }
  self->signalled = false;
  arena->schedule.descriptors_touched = true;
}

// A write that does not fit a pipe is done in pieces, each of which does.
ssize_t WriteInPieces(int fd, const char* data, std::size_t size) {
  constexpr std::size_t kPiece = 4096;  // what a pipe that polls writable has room for
  std::size_t done = 0;
  do {
    WaitFor(fd, POLLOUT, 0);
    const std::size_t piece = size - done < kPiece ? size - done : kPiece;
    const ssize_t n = __interceptor_write(fd, data + done, piece);
    if (n < 0) return done > 0 ? static_cast<ssize_t>(done) : n;
    done += static_cast<std::size_t>(n);
  } while (done < size);
  return static_cast<ssize_t>(done);
}

// Who reads the end of what others wrote comes after them: they closed it, or ended.
ssize_t OrderedByEnd(ssize_t count) {
  if (count == 0) OrderAfterAll();
  return count;
}

int Poll(pollfd* entries, nfds_t count, int milliseconds) {
  Point({.operation = Operation::kTransfer});
  const std::uint64_t deadline =
      milliseconds < 0 ? kNever : DeadlineAfterNanoseconds(std::uint64_t(milliseconds) * 1'000'000);
  for (;;) {
    const int ready = __interceptor_poll(entries, count, 0);
    if (ready != 0) OrderAfterAll();
    if (ready != 0 || arena->schedule.now >= deadline) return ready;
    self->signalled = false;
    self->polled = entries;
    self->polled_count = static_cast<int>(count);
    Point({.operation = Operation::kPoll, .deadline = deadline});
    self->polled_count = 0;
    self->signalled = false;
  }
}

}  // namespace

void NoteStandardFiles() {
  for (int fd = 0; fd < 3; ++fd) {
    struct stat file;
    const long error = RawCall(SYS_fstat, fd, reinterpret_cast<long>(&file));
    standard_files[fd] = error == 0 ? file.st_ino : 0;
  }
}

}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

ssize_t read(int fd, void* buffer, size_t size) {
  if (!IsForUs(fd)) return __interceptor_read(fd, buffer, size);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, 0);
  return OrderedByEnd(__interceptor_read(fd, buffer, size));
}

ssize_t write(int fd, const void* buffer, size_t size) {
  if (!IsForUs(fd)) return __interceptor_write(fd, buffer, size);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  if (!NeverWaits(fd, 0)) return WriteInPieces(fd, static_cast<const char*>(buffer), size);
  WaitFor(fd, POLLOUT, 0);
  return __interceptor_write(fd, buffer, size);
}

ssize_t recv(int fd, void* buffer, size_t size, int flags) {
  if (!IsForUs(fd)) return __interceptor_recv(fd, buffer, size, flags);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, flags);
  return OrderedByEnd(__interceptor_recv(fd, buffer, size, flags));
}

ssize_t send(int fd, const void* buffer, size_t size, int flags) {
  if (!IsForUs(fd)) return __interceptor_send(fd, buffer, size, flags);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLOUT, flags);
  return __interceptor_send(fd, buffer, size, flags);
}

int accept(int fd, sockaddr* address, socklen_t* length) {
  if (!IsForUs(fd)) return __interceptor_accept(fd, address, length);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, 0);
  return __interceptor_accept(fd, address, length);
}

ssize_t readv(int fd, const iovec* parts, int count) {
  if (!IsForUs(fd)) return __interceptor_readv(fd, parts, count);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, 0);
  return OrderedByEnd(__interceptor_readv(fd, parts, count));
}

ssize_t recvmsg(int fd, msghdr* message, int flags) {
  if (!IsForUs(fd)) return __interceptor_recvmsg(fd, message, flags);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, flags);
  return OrderedByEnd(__interceptor_recvmsg(fd, message, flags));
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  if (!IsForUs(fd)) return __interceptor_sendmsg(fd, message, flags);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLOUT, flags);
  return __interceptor_sendmsg(fd, message, flags);
}

ssize_t recvfrom(int fd, void* buffer, size_t size, int flags, sockaddr* from, socklen_t* length) {
  if (!IsForUs(fd)) return __interceptor_recvfrom(fd, buffer, size, flags, from, length);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, flags);
  return OrderedByEnd(__interceptor_recvfrom(fd, buffer, size, flags, from, length));
}

ssize_t sendto(int fd, const void* buffer, size_t size, int flags, const sockaddr* to,
               socklen_t length) {
  if (!IsForUs(fd)) return __interceptor_sendto(fd, buffer, size, flags, to, length);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLOUT, flags);
  return __interceptor_sendto(fd, buffer, size, flags, to, length);
}

// Over loopback a connection is made in the caller's turn as long as the backlog has room.
int connect(int fd, const sockaddr* address, socklen_t length) {
  if (!IsForUs(fd)) return __interceptor_connect(fd, address, length);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  Point({.operation = Operation::kTransfer, .object = static_cast<std::uintptr_t>(fd) + 1});
  arena->schedule.descriptors_touched = true;
  return __interceptor_connect(fd, address, length);
}

int poll(pollfd* entries, nfds_t count, int milliseconds) {
  EXPLORE_OVERRIDE(__interceptor_poll(entries, count, milliseconds));
  return Poll(entries, count, milliseconds);
}

}  // extern "C"
