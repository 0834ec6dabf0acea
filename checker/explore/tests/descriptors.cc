// Threads of one program that talk through pipes and sockets: no schedule may find anything.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

struct Pipe {
  Pipe() { EXPECT_EQ(pipe(ends), 0); }
  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }
  int in() const { return ends[1]; }
  int out() const { return ends[0]; }
  int ends[2];
};

TEST(Descriptor, PipesCarryQuestionsAndAnswers) {
  Pipe questions;
  Pipe answers;
  checker::RunTogether({[&] {
                          char c = 0;
                          for (int i = 0; i < 3; ++i) {
                            ASSERT_EQ(read(questions.out(), &c, 1), 1);
                            ++c;
                            ASSERT_EQ(write(answers.in(), &c, 1), 1);
                          }
                        },
                        [&] {
                          for (char c = 'a'; c < 'd'; ++c) {
                            char answer = 0;
                            ASSERT_EQ(write(questions.in(), &c, 1), 1);
                            ASSERT_EQ(read(answers.out(), &answer, 1), 1);
                            EXPECT_EQ(answer, c + 1);
                          }
                        }});
}

TEST(Descriptor, AFullPipeHoldsUpItsWriter) {
  Pipe pipe;
  constexpr std::size_t kSize = 100'000;
  checker::RunTogether({[&] {
                          const std::string data(kSize, 'x');
                          EXPECT_EQ(write(pipe.in(), data.data(), kSize),
                                    static_cast<ssize_t>(kSize));
                        },
                        [&] {
                          std::size_t got = 0;
                          char buffer[9000];
                          while (got < kSize) got += read(pipe.out(), buffer, sizeof buffer);
                          EXPECT_EQ(got, kSize);
                        }});
}

TEST(Descriptor, SocketPairEchoes) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  std::thread echo([&] {
    char buffer[16];
    ssize_t n = 0;
    while ((n = recv(ends[1], buffer, sizeof buffer, 0)) > 0) send(ends[1], buffer, n, 0);
  });
  for (int i = 0; i < 2; ++i) {
    char buffer[16];
    send(ends[0], "hi", 2, 0);
    EXPECT_EQ(recv(ends[0], buffer, sizeof buffer, 0), 2);
  }
  shutdown(ends[0], SHUT_WR);
  echo.join();
  close(ends[0]);
  close(ends[1]);
}

TEST(Descriptor, PollTimesOutByTheVirtualClock) {
  Pipe a;
  Pipe b;
  std::thread writer([&] {
    std::this_thread::sleep_for(std::chrono::hours(1));
    EXPECT_EQ(write(b.in(), "x", 1), 1);
  });
  pollfd set[] = {{a.out(), POLLIN, 0}, {b.out(), POLLIN, 0}};
  EXPECT_EQ(poll(set, 2, 500), 0);
  EXPECT_EQ(poll(set, 2, -1), 1);
  EXPECT_EQ(set[1].revents & POLLIN, POLLIN);
  writer.join();
}

}  // namespace
