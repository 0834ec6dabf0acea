/* A C program with names of its own that the C library has, too. */
#include <assert.h>
#include <pthread.h>

_Bool send, poll;
int sleep = 0;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void* count(void* unused) {
  pthread_mutex_lock(&mutex);
  send = 1;
  poll = !poll;
  ++sleep;
  pthread_mutex_unlock(&mutex);
  return unused;
}

int main(void) {
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], 0, count, 0);
  for (int i = 0; i < 2; ++i) pthread_join(threads[i], 0);
  assert(send && !poll && sleep == 2);
  return 0;
}
