// Wrong: reads the size of the list while a thread may be entering or leaving.
#ifndef CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
#define CHAPTERS_02_THREADS_THREAD_REGISTRY_H_

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "thread_steps.h"

class Thread;

// Who runs, and who of them is main.
class ThreadRegistry {
 public:
  using Handle = std::shared_ptr<Thread>;

  ThreadRegistry();

  void Enter(Handle thread) {
    std::lock_guard lock(mutex_);
    Thread* const key = thread.get();
    listed_.emplace(key, std::move(thread));
  }

  void Leave(Thread& thread) {
    Handle
        let_go;  // outlives the lock: if it is the last handle, a destructor runs, and may ask us
    std::lock_guard lock(mutex_);
    const auto found = listed_.find(&thread);
    let_go = std::move(found->second);
    listed_.erase(found);
  }

  std::vector<Handle> Listed() const {
    std::vector<Handle> threads;
    std::lock_guard lock(mutex_);
    for (const auto& [key, thread] : listed_) threads.push_back(thread);
    return threads;
  }

  std::size_t Count() const {
    return listed_.size();
  }

  // Changes only in the child of a fork, which has no other thread yet.
  Handle main_thread() const { return main_; }

 private:
  void BecomeTheOnlyOne();

  mutable std::mutex mutex_;
  std::map<Thread*, Handle> listed_;  // guarded by mutex_
  Handle main_;
};

// Made by the static initialisers, hence by the main thread. Never destroyed: threads may outlive
// the end of main().
inline ThreadRegistry& thread_registry = *new ThreadRegistry;

// What a thread knows about itself. A thread's id would not do as a key: ids recur.
struct OwnThread {
  ~OwnThread();  // the end of a thread that `Thread` did not make
  std::shared_ptr<Thread> object;
  bool is_dummy = false;
};
inline thread_local OwnThread own_thread;

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : ThreadSteps(std::move(target), name.empty() ? NextName() : std::move(name)) {}

  void Start() {
    ClaimStart();
    try {
      MakeThread([self = shared_from_this()] { self->Live(); });
    } catch (...) {
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

 private:
  friend class ThreadRegistry;
  friend struct OwnThread;
  friend std::shared_ptr<Thread> CurrentThread();

  static std::string NextName() {
    static std::atomic<int> last{0};
    return "Thread-" + std::to_string(++last);
  }

  // An object for the calling thread, which has none.
  static std::shared_ptr<Thread> Adopt(std::string name) {
    const auto thread = std::make_shared<Thread>(std::function<void()>(), std::move(name));
    thread->AdoptCallingThread();
    return thread;
  }

  static std::shared_ptr<Thread> AdoptDummy() {
    static std::atomic<int> last{0};
    return Adopt("Dummy-" + std::to_string(++last));
  }

  void Live() {
    own_thread.object = shared_from_this();
    thread_registry.Enter(own_thread.object);
    Begin();
    RunAndKeepException();
    thread_registry.Leave(*this);
    End();
    // The caller holds a handle as well. Should that be the last one, ~Thread finds no object here.
    own_thread.object.reset();
  }
};

// At a fork the mutex belongs to the thread that forks. So nobody else is changing the list, and
// the child's only thread is the one that may unlock its copy.
inline ThreadRegistry::ThreadRegistry() : main_(Thread::Adopt("MainThread")) {
  own_thread.object = main_;
  Enter(main_);
  pthread_atfork([] { thread_registry.mutex_.lock(); },    // before it
                 [] { thread_registry.mutex_.unlock(); },  // after it, in the parent
                 [] { thread_registry.BecomeTheOnlyOne(); });
}

// With the mutex held. Nobody is destroyed here: those who are gone have never let go of theirs.
inline void ThreadRegistry::BecomeTheOnlyOne() {
  if (!own_thread.object) own_thread.object = Thread::AdoptDummy();
  own_thread.is_dummy = false;
  main_ = own_thread.object;
  listed_.clear();
  listed_.emplace(main_.get(), main_);
  mutex_.unlock();
}

inline OwnThread::~OwnThread() {
  if (!is_dummy) return;
  thread_registry.Leave(*object);
  object->End();
}

inline std::shared_ptr<Thread> CurrentThread() {
  if (!own_thread.object) {
    own_thread.object = Thread::AdoptDummy();
    own_thread.is_dummy = true;
    thread_registry.Enter(own_thread.object);
  }
  return own_thread.object;
}

inline std::vector<std::shared_ptr<Thread>> Enumerate() { return thread_registry.Listed(); }

inline std::size_t ActiveCount() { return thread_registry.Count(); }

inline std::shared_ptr<Thread> MainThread() { return thread_registry.main_thread(); }

#endif  // CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
