// An ordinary program that ends in the way that its argument names.
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cassert>
#include <cstdio>
#include <string>

// Known to other files for all the compiler knows, so that it leaves no access out.
std::atomic<bool> composite[30'000];
int table[4096];

namespace {

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
int count = 0;
int unguarded = 0;

void* CountUp(void*) {
  pthread_mutex_lock(&mutex);
  ++count;
  pthread_mutex_unlock(&mutex);
  return nullptr;
}

void* Race(void*) {
  ++unguarded;
  return nullptr;
}

pthread_t Start(void* (*body)(void*)) {
  pthread_t thread;
  pthread_create(&thread, nullptr, body, nullptr);
  return thread;
}

std::atomic<int> steps{0};

void* TakeSteps(void*) {
  for (int i = 0; i < 3; ++i) ++steps;
  return nullptr;
}

// Right as a rule, on a machine that has nothing else to do.
void WaitBySleeping(unsigned seconds) {
  const pthread_t thread = Start(TakeSteps);
  sleep(seconds);
  assert(steps == 3);
  pthread_join(thread, nullptr);
}

void ForkAChildThatExits() {
  const pid_t child = fork();
  if (child == 0) exit(3);
  int status = 0;
  waitpid(child, &status, 0);
  assert(WEXITSTATUS(status) == 3);
}

// The child waits for what its parent does only after the fork.
void ForkAChildThatWaits(bool reads) {
  int ends[2];
  assert(pipe(ends) == 0);
  void* const memory =
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* const ready = static_cast<sem_t*>(memory);
  sem_init(ready, /*pshared=*/1, 0);
  if (fork() == 0) {
    char byte = 0;
    if (reads) _exit(read(ends[0], &byte, 1) == 1 ? 0 : 1);
    _exit(sem_wait(ready));
  }
  sem_post(ready);
  assert(write(ends[1], "x", 1) == 1);
  int status = 0;
  wait(&status);
  assert(status == 0);
}

// In the child nobody is left to unlock what the other thread may have locked.
void ForkBesideALock() {
  const pthread_t thread = Start(CountUp);
  if (fork() == 0) {
    CountUp(nullptr);
    _exit(0);
  }
  int status = 0;
  wait(&status);
  pthread_join(thread, nullptr);
}

sem_t rung;

void WaitForAnAlarm() {
  sem_init(&rung, 0, 0);
  signal(SIGALRM, [](int) { sem_post(&rung); });
  alarm(1);
  while (sem_wait(&rung) != 0) {
  }
}

void* CountForLong(void*) {
  for (int i = 0; i < 200'000; ++i) CountUp(nullptr);
  return nullptr;
}

void* Sieve(void*) {
  constexpr int kEnd = sizeof composite / sizeof composite[0];
  for (int p = 2; p * p < kEnd; ++p) {
    for (int q = p * p; q < kEnd; q += p) composite[q].store(true, std::memory_order_relaxed);
  }
  return nullptr;
}

void* Read(void*) {
  long sum = 0;
  for (int i = 0; i < 50'000'000; ++i) sum += table[i * 7L % 4096];
  assert(sum == 0);
  return nullptr;
}

// Main waits, and nobody does anything but lock and unlock, or look at what it knows already.
void WorkForLong(void* (*body)(void*)) {
  const pthread_t one = Start(body);
  const pthread_t other = Start(body);
  pthread_join(one, nullptr);
  pthread_join(other, nullptr);
}

void ReadALine() {
  char line[20] = "";
  assert(fgets(line, sizeof line, stdin) != nullptr);
  assert(std::string(line) == "a line\n");
}

}  // namespace

int* shared = new int(1);

void* UseShared(void*) {
  pthread_mutex_lock(&mutex);
  ++*shared;
  pthread_mutex_unlock(&mutex);
  return nullptr;
}

// Wrong only if the thread comes to its turn between the last step of main and the end.
void EndTooEarly() {
  Start(UseShared);
  pthread_mutex_lock(&mutex);
  shared = nullptr;
  pthread_mutex_unlock(&mutex);
}

int main(int argc, char** argv) {
  const std::string how = argc > 1 ? argv[1] : "";
  if (how == "child") ForkAChildThatExits();
  if (how == "child reads") ForkAChildThatWaits(/*reads=*/true);
  if (how == "child acquires") ForkAChildThatWaits(/*reads=*/false);
  if (how == "child locks") ForkBesideALock();
  if (how == "alarm") WaitForAnAlarm();
  if (how == "count long") WorkForLong(CountForLong);
  if (how == "sieve") WorkForLong(Sieve);
  if (how == "read long") WorkForLong(Read);
  if (how == "input") ReadALine();
  if (how == "too early") {
    EndTooEarly();
    return 0;
  }
  if (how == "sleep") WaitBySleeping(1);
  if (how == "sleep long") WaitBySleeping(60);
  const pthread_t thread = Start(how == "race" ? Race : CountUp);
  if (how == "race") Race(nullptr);
  if (how == "main first") {
    pthread_detach(thread);
    pthread_exit(nullptr);
  }
  pthread_join(thread, nullptr);
  if (how == "_exit") _exit(2);
  if (how == "quick_exit") quick_exit(2);
  return how == "return" ? 2 : 0;
}
