// C11 threads, as a program: right, unless it is asked for one of two mistakes.
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>
#include <time.h>

static mtx_t mutex;
static cnd_t changed;
static once_flag once = ONCE_FLAG_INIT;
static int made, count, ready, locked_well, waits_once;

static void Make(void) { ++made; }

static int Work(void* by) {
  call_once(&once, Make);
  if (locked_well) mtx_lock(&mutex);
  const int seen = count;
  thrd_yield();
  count = seen + *(int*)by;
  if (locked_well) mtx_unlock(&mutex);
  return *(int*)by + 5;
}

static int Wait(void* unused) {
  (void)unused;
  mtx_lock(&mutex);
  if (waits_once) cnd_wait(&changed, &mutex);
  while (!ready) cnd_wait(&changed, &mutex);
  mtx_unlock(&mutex);
  return 0;
}

static void TryAndTimeOut(void) {
  struct timespec soon;
  timespec_get(&soon, TIME_UTC);
  soon.tv_nsec += 1000;
  mtx_lock(&mutex);
  assert(cnd_timedwait(&changed, &mutex, &soon) != thrd_error);
  mtx_unlock(&mutex);
  assert(mtx_trylock(&mutex) != thrd_error);
  mtx_unlock(&mutex);
}

int main(int argc, char** argv) {
  locked_well = argc < 2 || strcmp(argv[1], "race") != 0;
  waits_once = argc >= 2 && strcmp(argv[1], "lost") == 0;
  mtx_init(&mutex, mtx_timed);
  cnd_init(&changed);
  TryAndTimeOut();
  thrd_t worker, waiter;
  int one = 1, two = 2, result = 0;
  assert(thrd_create(&worker, Work, &two) == thrd_success);
  assert(thrd_create(&waiter, Wait, NULL) == thrd_success);
  Work(&one);
  mtx_lock(&mutex);
  ready = 1;
  cnd_signal(&changed);
  mtx_unlock(&mutex);
  thrd_join(worker, &result);
  thrd_join(waiter, NULL);
  assert(result == 7 && count == 3 && made == 1);
  cnd_destroy(&changed);
  mtx_destroy(&mutex);
  return 0;
}
