// The list owns nobody: it holds weak handles, that are entered by Start and taken out by the
// thread as it ends, or by Start if there is none. A thread knows itself by a weak handle as well.
#ifndef CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
#define CHAPTERS_02_THREADS_THREAD_REGISTRY_H_

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "thread_steps.h"

class Thread;

struct RunningThreads {
  std::mutex mutex;
  std::vector<std::weak_ptr<Thread>> all;  // guarded by mutex
  std::atomic<int> names = 0, dummies = 0;
  std::shared_ptr<Thread> main_thread;

  RunningThreads();

  void Add(std::weak_ptr<Thread> thread) {
    std::lock_guard lock(mutex);
    all.push_back(std::move(thread));
  }

  void Remove(const std::weak_ptr<Thread>& thread) {
    std::lock_guard lock(mutex);
    std::erase_if(all, [&](const std::weak_ptr<Thread>& each) {
      return !each.owner_before(thread) && !thread.owner_before(each);
    });
  }

  void StayAlone();
};
inline RunningThreads& running = *new RunningThreads;

inline thread_local std::weak_ptr<Thread> own_object;

// The only owner of a dummy, if nobody else asks for it.
struct OwnDummy {
  ~OwnDummy();
  std::shared_ptr<Thread> dummy;
};
inline thread_local OwnDummy own_dummy;

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : ThreadSteps(std::move(target),
                    !name.empty() ? name : "Thread-" + std::to_string(++running.names)) {}

  void Start() {
    ClaimStart();
    running.Add(weak_from_this());
    try {
      MakeThread([self = shared_from_this()] { self->Live(); });
    } catch (...) {
      running.Remove(weak_from_this());
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

  // An object for a thread that is running already; not listed yet.
  static std::shared_ptr<Thread> ForThisThread(std::string name) {
    auto thread = std::make_shared<Thread>(nullptr, std::move(name));
    thread->AdoptCallingThread();
    return thread;
  }

 private:
  friend struct OwnDummy;

  void Live() {
    own_object = weak_from_this();
    Begin();
    RunAndKeepException();
    running.Remove(weak_from_this());
    End();
  }
};

inline std::shared_ptr<Thread> MakeDummy() {
  own_dummy.dummy = Thread::ForThisThread("Dummy-" + std::to_string(++running.dummies));
  own_object = own_dummy.dummy;
  return own_dummy.dummy;
}

inline RunningThreads::RunningThreads() : main_thread(Thread::ForThisThread("MainThread")) {
  own_object = main_thread;
  all.push_back(main_thread);
  pthread_atfork([] { running.mutex.lock(); }, [] { running.mutex.unlock(); },
                 [] { running.StayAlone(); });
}

inline void RunningThreads::StayAlone() {
  main_thread = own_object.lock();
  if (main_thread == nullptr) main_thread = MakeDummy();
  all = {main_thread};
  mutex.unlock();
}

inline OwnDummy::~OwnDummy() {
  // The main thread, in the child of a fork, stays for ever.
  if (dummy == nullptr || dummy == running.main_thread) return;
  running.Remove(dummy);
  dummy->End();
}

inline std::shared_ptr<Thread> CurrentThread() {
  if (auto thread = own_object.lock()) return thread;
  auto dummy = MakeDummy();
  running.Add(dummy);
  return dummy;
}

inline std::vector<std::shared_ptr<Thread>> Enumerate() {
  std::vector<std::shared_ptr<Thread>> threads;
  std::lock_guard lock(running.mutex);
  for (const auto& each : running.all) {
    if (auto thread = each.lock()) threads.push_back(std::move(thread));
  }
  return threads;
}

inline std::size_t ActiveCount() {
  std::lock_guard lock(running.mutex);
  return running.all.size();
}

inline std::shared_ptr<Thread> MainThread() { return running.main_thread; }

#endif  // CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
