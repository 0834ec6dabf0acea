// An ordinary program with a main of its own: two threads on one account, one of which forgets that
// the balance may have changed between its two critical sections.
#include <pthread.h>

#include <cassert>
#include <cstdio>

namespace {

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
int balance = 100;  // global: each schedule has to find it untouched

void* Deposit(void*) {
  pthread_mutex_lock(&mutex);
  const int seen = balance;
  pthread_mutex_unlock(&mutex);
  pthread_mutex_lock(&mutex);
  balance = seen + 10;
  pthread_mutex_unlock(&mutex);
  return nullptr;
}

void* Withdraw(void*) {
  pthread_mutex_lock(&mutex);
  balance -= 10;
  pthread_mutex_unlock(&mutex);
  return nullptr;
}

}  // namespace

int main() {
  pthread_t threads[2];
  pthread_create(&threads[0], nullptr, Deposit, nullptr);
  pthread_create(&threads[1], nullptr, Withdraw, nullptr);
  for (pthread_t thread : threads) pthread_join(thread, nullptr);
  std::printf("balance %d\n", balance);
  assert(balance == 100);
}
