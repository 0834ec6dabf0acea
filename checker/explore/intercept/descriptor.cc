// Pipes and sockets between threads of the program. A call that would wait for a descriptor blocks
// its task instead; after each transfer, and when nobody can go on, all waiting descriptors are
// looked at. What comes from outside the program can't be controlled.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/scheduler/descriptors.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

extern "C" {
ssize_t __interceptor_read(int, void*, size_t);
ssize_t __interceptor_write(int, const void*, size_t);
ssize_t __interceptor_recv(int, void*, size_t, int);
ssize_t __interceptor_send(int, const void*, size_t, int);
int __interceptor_accept(int, sockaddr*, socklen_t*);
int __interceptor_connect(int, const sockaddr*, socklen_t);
int __interceptor_poll(pollfd*, nfds_t, int);
}

namespace explore {
namespace {

// Standard input, output and error are not between threads.
bool IsForUs(int fd) { return UnderControl() && fd > 2; }

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

int Poll(pollfd* entries, nfds_t count, int milliseconds) {
  Point({.operation = Operation::kTransfer});
  const std::uint64_t deadline =
      milliseconds < 0 ? kNever : DeadlineAfterNanoseconds(std::uint64_t(milliseconds) * 1'000'000);
  for (;;) {
    const int ready = __interceptor_poll(entries, count, 0);
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
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

ssize_t read(int fd, void* buffer, size_t size) {
  if (!IsForUs(fd)) return __interceptor_read(fd, buffer, size);
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  WaitFor(fd, POLLIN, 0);
  return __interceptor_read(fd, buffer, size);
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
  return __interceptor_recv(fd, buffer, size, flags);
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
