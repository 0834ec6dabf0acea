#include "echo.h"

#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <vector>

void EchoOnce(int listener) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([] { std::this_thread::sleep_for(std::chrono::hours(1)); });
  }
  for (std::thread& thread : threads) thread.join();
  const int connection = accept(listener, nullptr, nullptr);
  char byte = 0;
  if (read(connection, &byte, 1) == 1 && write(connection, &byte, 1) < 0) return;
  close(connection);
}
