// The objects themselves are the links of the list, which so never has to allocate: a thread's
// object lives at least as long as it is listed. A thread-specific key leads to the own object; it
// owns that of a dummy, and its destructor ends it.
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

// A ring; `ring` is the head and stands for nobody.
struct ThreadLink {
  ThreadLink* next = this;
  ThreadLink* before = this;
  Thread* thread = nullptr;
};
struct ThreadList {
  std::mutex mutex;  // guards all links
  ThreadLink ring;
  std::size_t length = 0;
  std::atomic<int> names = 0, dummies = 0;
  std::shared_ptr<Thread> main_thread;
  pthread_key_t own;  // a shared_ptr on the heap
};

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : ThreadSteps(std::move(target), std::move(name)) {
    if (this->name().empty()) set_name("Thread-" + std::to_string(++list.names));
  }

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
  friend std::shared_ptr<Thread> CurrentThread();
  friend std::vector<std::shared_ptr<Thread>> Enumerate();
  friend std::size_t ActiveCount();
  friend std::shared_ptr<Thread> MainThread();

  static inline ThreadList& list = *new ThreadList;

  void LinkIn() {
    std::lock_guard lock(list.mutex);
    LinkInLocked();
  }

  void LinkInLocked() {
    link_.thread = this;
    link_.next = &list.ring;
    link_.before = list.ring.before;
    link_.before->next = list.ring.before = &link_;
    ++list.length;
  }

  void LinkOut() {
    std::lock_guard lock(list.mutex);
    link_.next->before = link_.before;
    link_.before->next = link_.next;
    --list.length;
  }

  static std::shared_ptr<Thread>* Own() {
    return static_cast<std::shared_ptr<Thread>*>(pthread_getspecific(list.own));
  }

  void Live() {
    std::shared_ptr<Thread> self = shared_from_this();
    pthread_setspecific(list.own, &self);
    LinkIn();
    Begin();
    RunAndKeepException();
    LinkOut();
    pthread_setspecific(list.own, nullptr);
    End();
  }

  static std::shared_ptr<Thread> Adopt(std::string name) {
    auto thread = std::make_shared<Thread>(nullptr, std::move(name));
    thread->AdoptCallingThread();
    pthread_setspecific(list.own, new std::shared_ptr<Thread>(thread));
    return thread;
  }

  static std::shared_ptr<Thread> AdoptDummy() {
    return Adopt("Dummy-" + std::to_string(++list.dummies));
  }

  static void EndDummy(void* own) {
    const std::unique_ptr<std::shared_ptr<Thread>> dummy(
        static_cast<std::shared_ptr<Thread>*>(own));
    if (*dummy == list.main_thread) return;  // it stays for ever, also in the child of a fork
    (*dummy)->LinkOut();
    (*dummy)->End();
  }

  static void InTheChild() {
    list.main_thread = Own() != nullptr ? *Own() : AdoptDummy();
    list.ring.next = list.ring.before = &list.ring;
    list.length = 0;
    list.main_thread->LinkInLocked();
    list.mutex.unlock();
  }

  static bool Begun() {
    pthread_key_create(&list.own, EndDummy);
    list.main_thread = Adopt("MainThread");
    list.main_thread->LinkIn();
    return pthread_atfork([] { list.mutex.lock(); }, [] { list.mutex.unlock(); }, InTheChild) == 0;
  }
  static const bool begun_;

  ThreadLink link_;
};

inline const bool Thread::begun_ = Thread::Begun();

inline std::shared_ptr<Thread> CurrentThread() {
  if (Thread::Own() == nullptr) Thread::AdoptDummy()->LinkIn();
  return *Thread::Own();
}

inline std::vector<std::shared_ptr<Thread>> Enumerate() {
  std::vector<std::shared_ptr<Thread>> all;
  std::lock_guard lock(Thread::list.mutex);
  for (auto* link = Thread::list.ring.next; link != &Thread::list.ring; link = link->next) {
    all.push_back(link->thread->shared_from_this());
  }
  return all;
}

inline std::size_t ActiveCount() {
  std::lock_guard lock(Thread::list.mutex);
  return Thread::list.length;
}

inline std::shared_ptr<Thread> MainThread() { return Thread::list.main_thread; }

#endif  // CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
