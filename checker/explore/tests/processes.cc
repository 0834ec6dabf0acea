// fork, wait and what processes share, used rightly: no schedule may find anything.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

#include "checker/explore/tests/shared_memory.h"
#include "checker/testing/process.h"
#include "checker/testing/threads.h"

namespace {

TEST(Process, EndsWithACodeThatItsParentGets) {
  const pid_t first = Fork([] { return 3; });
  const pid_t second = Fork([] { return 4; });
  EXPECT_EQ(EndOf(second), 4);
  EXPECT_EQ(EndOf(first), 3);
  EXPECT_EQ(waitpid(-1, nullptr, 0), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Process, IsWaitedForInEveryWay) {
  for (int i = 0; i < 3; ++i) Fork([] { return 0; });
  int status = -1;
  EXPECT_GT(wait(&status), 0);
  EXPECT_EQ(status, 0);
  siginfo_t info;
  EXPECT_EQ(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(waitpid(info.si_pid, nullptr, 0), info.si_pid);
  EXPECT_EQ(waitid(P_ALL, 0, &info, WEXITED), 0);
  EXPECT_EQ(info.si_code, CLD_EXITED);
}

TEST(Process, MayBeAskedForWithoutWaiting) {
  const pid_t child = Fork([] { return 0; });
  pid_t ended = 0;
  while ((ended = waitpid(child, nullptr, WNOHANG)) == 0) sched_yield();
  EXPECT_EQ(ended, child);
}

TEST(Process, WaitsInOneThreadWhileOthersWork) {
  std::atomic<int> steps{0};
  checker::RunTogether({[] { EXPECT_EQ(EndOf(Fork([] { return 5; })), 5); },
                        [&] {
                          ++steps;
                          ++steps;
                        }});
  EXPECT_EQ(steps, 2);
}

TEST(Process, HasChildrenOfItsOwn) {
  EXPECT_EQ(EndOf(Fork([] { return EndOf(Fork([] { return 6; })) + 1; })), 7);
}

TEST(Process, MayLeaveAChildToItself) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_EQ(EndOf(Fork([&] {
              Fork([&] { return write(ends[1], "x", 1) == 1 ? 0 : 1; });
              return 0;
            })),
            0);
  close(ends[1]);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  EXPECT_EQ(read(ends[0], &byte, 1), 0) << "its end closes the pipe";
  close(ends[0]);
}

int from_handler = -1;

TEST(Process, RunsItsHandlersAtExit) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  from_handler = ends[1];
  const pid_t child = fork();
  if (child == 0) {
    atexit([] { (void)!write(from_handler, "x", 1); });
    exit(8);
  }
  close(ends[1]);
  EXPECT_EQ(EndOf(child), 8);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  close(ends[0]);
}

TEST(Process, MayEndByQuickExit) {
  const pid_t child = fork();
  if (child == 0) quick_exit(2);
  EXPECT_EQ(EndOf(child), 2);
}

TEST(Process, MayBecomeAnotherProgram) {
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "exit 9", nullptr);
    _exit(1);
  }
  EXPECT_EQ(EndOf(child), 9);
}

TEST(Process, SendsBackWhatItGotThroughAPipe) {
  int there[2];
  int back[2];
  ASSERT_EQ(pipe(there) + pipe(back), 0);
  const pid_t child = Fork([&] {
    close(there[1]);
    char byte = 0;
    while (read(there[0], &byte, 1) == 1) {
      if (write(back[1], &byte, 1) != 1) return 1;
    }
    return 0;
  });
  close(there[0]);
  close(back[1]);
  ASSERT_EQ(write(there[1], "ab", 2), 2);
  close(there[1]);
  std::string text;
  char byte = 0;
  while (read(back[0], &byte, 1) == 1) text += byte;
  EXPECT_EQ(text, "ab");
  EXPECT_EQ(EndOf(child), 0);
  close(back[0]);
}

TEST(Process, ReadsItsStandardInputFromAPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = Fork([&] {
    dup2(ends[0], 0);
    close(ends[0]);
    close(ends[1]);
    char byte = 0;
    return read(0, &byte, 1) == 1 && read(0, &byte, 1) == 0 ? 0 : 1;
  });
  close(ends[0]);
  EXPECT_EQ(write(ends[1], "x", 1), 1);
  close(ends[1]);
  EXPECT_EQ(EndOf(child), 0);
}

TEST(Process, PollsASocketPair) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const pid_t child = Fork([&] {
    pollfd entry = {ends[1], POLLIN, 0};
    char byte = 0;
    return poll(&entry, 1, -1) == 1 && recv(ends[1], &byte, 1, 0) == 1 ? 0 : 1;
  });
  EXPECT_EQ(send(ends[0], "x", 1, 0), 1);
  EXPECT_EQ(EndOf(child), 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(Process, HasThreadsOfItsOwn) {
  const pid_t child = Fork([] {
    std::mutex mutex;
    int count = 0;
    checker::RunTogether(2, [&](int) {
      std::lock_guard lock(mutex);
      ++count;
    });
    return count;
  });
  EXPECT_EQ(EndOf(child), 2);
}

TEST(Process, MayEndByTheEndOfItsLastThread) {
  std::thread([] {
    const pid_t child = fork();
    if (child == 0) {
      std::thread([] {}).detach();
      return;
    }
    EXPECT_EQ(EndOf(child), 0);
  }).join();
}

// To the child all that was done before the fork comes before all that it does.
TEST(Process, SeesWhatOtherThreadsDidBeforeTheFork) {
  static int cells[100'000];  // one a schedule, since nothing orders the next one's writes
  static int schedules = 0;
  int* const by_detached = &cells[schedules++ % 100'000];
  std::atomic<bool> done{false};
  std::thread([by_detached, &done] {
    *by_detached = 1;
    done.store(true, std::memory_order_relaxed);
  }).detach();
  while (!done.load(std::memory_order_relaxed)) sched_yield();
  int by_sleeper = 0;
  std::atomic<bool> may_end{false};
  std::atomic<bool> written{false};
  std::thread sleeper([&] {
    by_sleeper = 2;
    written.store(true, std::memory_order_relaxed);
    may_end.wait(false);
  });
  while (!written.load(std::memory_order_relaxed)) sched_yield();
  const pid_t child = Fork([&] {
    *by_detached += 1;
    by_sleeper += 1;
    return *by_detached * 10 + by_sleeper;
  });
  EXPECT_EQ(EndOf(child), 23);
  may_end = true;
  may_end.notify_one();
  sleeper.join();
}

TEST(Process, IsForkedByThreadsThatEndBeforeIt) {
  Shared<SharedSemaphore<0>> may_end;
  pid_t children[2];
  checker::RunTogether(2, [&](int i) {
    children[i] = Fork([&] {
      may_end->Acquire();
      return i;
    });
  });
  may_end->Release();
  may_end->Release();
  EXPECT_EQ(EndOf(children[0]), 0);
  EXPECT_EQ(EndOf(children[1]), 1);
}

TEST(Process, IsKilled) {
  Shared<SharedSemaphore<0>> never;
  const pid_t child = Fork([&] {
    never->Acquire();
    return 0;
  });
  EXPECT_EQ(kill(child, 0), 0);
  EXPECT_EQ(kill(child, SIGKILL), 0);
  EXPECT_EQ(EndOf(child), -SIGKILL);
  EXPECT_EQ(EndOf(Fork([] { return raise(SIGTERM); })), -SIGTERM);
  EXPECT_EQ(EndOf(Fork([] { return kill(getpid(), SIGKILL); })), -SIGKILL);
}

TEST(Process, CannotBeForkedWhenOrdered) {
  checker::FailForks(/*successes=*/1, /*failures=*/1, ENOMEM);
  EXPECT_EQ(EndOf(Fork([] { return 1; })), 1);
  EXPECT_EQ(Fork([] { return 1; }), -1);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(EndOf(Fork([] { return 2; })), 2);
}

}  // namespace
