// Exercise 6: one value per thread, as Python's threading.local; thread_local by hand.
//
// The words thread_local, _Thread_local and __thread are not allowed here: you are building them.
//
// Thread safety: Get, has_value and Reset may be called by any thread, and touch the value of the
// calling thread only. Construction and destruction are for one thread, with nobody inside those
// three; but threads that have a value may end at any time, also while the object is destroyed.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <functional>

#include "checker/testing/not_written_yet.h"

// A value is destroyed once: by Reset; or by its thread, as that ends and before std::thread::join
// returns; or by the destructor of its ThreadLocal, in the thread that runs that. If the last two
// come at the same moment, one of them does it. So nothing remains of a thread that has ended.
//
// `init` and ~T run with no lock held. They may use other ThreadLocals, also at the end of a
// thread: a value that is still there is found, and one made there, even where one was destroyed
// before, is destroyed in its turn. They must not use their own ThreadLocal, and ~T must not throw.
// T can be moved.
//
// Any number of ThreadLocals may be alive at once (thousands), as locals, members or globals.
template <class T>
class ThreadLocal {
 public:
  // Only keeps `init`, which may be called by several threads at once.
  explicit ThreadLocal(std::function<T()> /*init*/ = [] { return T{}; }) {
    // TODO: keep init; find a place for the values, one per thread.
    checker::NotWrittenYet("A process has room for 1,024 pthread keys, and you may need more.");
  }

  // Destroys all values that are left, those of living threads too. Where a thread that is ending
  // has begun to destroy its own value, it need not wait for that.
  ~ThreadLocal() {
    // TODO: take all values away from the threads, then destroy them.
  }

  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  // The calling thread's value. If it has none, `init` makes it first, in this thread; what `init`
  // throws comes out, nothing is kept, and the next Get tries again. The address holds until Reset,
  // the end of the thread or of the ThreadLocal, whatever other ThreadLocals and threads do.
  T& Get() {
    // TODO: find this thread's value, or make it.
    checker::NotWrittenYet("Which thread runs init, and what does it hold meanwhile?");
  }

  // Whether the calling thread has a value. Makes none.
  bool has_value() const { checker::NotWrittenYet("Look, and make nothing."); }

  // Destroys the calling thread's value, if it has one, in this thread. The next Get makes another.
  void Reset() {
    // TODO: take the value out, then destroy it.
    checker::NotWrittenYet("~T may be anybody's code: what may you hold while it runs?");
  }
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
