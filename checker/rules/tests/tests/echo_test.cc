// What EchoOnce promises, and what the sandbox gives to it.
#include "echo.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

int Listener(sockaddr_in& address) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener, 1), 0);
  EXPECT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  return listener;
}

char SendAndReceive(const sockaddr_in& address) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  char byte = 'x';
  EXPECT_EQ(connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(write(connection, &byte, 1), 1);
  byte = '-';
  if (read(connection, &byte, 1) != 1) byte = '?';
  close(connection);
  return byte;
}

GRADED_TEST(Echo, ComesBackOverTheLoopback, 3) {
  sockaddr_in address = {};
  const int listener = Listener(address);
  checker::RunTogether({[&] { EchoOnce(listener); },
                        [&] { EXPECT_EQ(SendAndReceive(address), 'x') << "what was sent"; }});
  close(listener);
}

GRADED_TEST(Echo, TheSandboxBoundsTheDescriptors, 1) {
  sockaddr_in address = {};
  const int listener = Listener(address);
  checker::RunTogether({[&] { EchoOnce(listener); }, [&] { SendAndReceive(address); }});
  close(listener);
  std::vector<int> files;
  for (int file; (file = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) files.push_back(file);
  EXPECT_EQ(errno, EMFILE);
  EXPECT_LT(files.size(), 40u) << "so many are allowed, some of them are the test's";
  for (int file : files) close(file);
}

}  // namespace
