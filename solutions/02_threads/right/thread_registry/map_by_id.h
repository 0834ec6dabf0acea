// A map from the ids of threads to objects: ids recur, but each entry is erased before its thread
// ends. The list is published as an immutable copy, so that readers hold the mutex only for as long
// as it takes to get hold of it.
#ifndef CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
#define CHAPTERS_02_THREADS_THREAD_REGISTRY_H_

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "thread_steps.h"

class Thread;

class ThreadMap {
 public:
  using Map = std::map<std::thread::id, std::shared_ptr<Thread>>;
  using Snapshot = std::shared_ptr<const Map>;

  ThreadMap();

  Snapshot Now() {
    std::lock_guard lock(mutex_);
    return map_;
  }

  // The entry of the calling thread; null takes it out.
  void SetOwn(const std::shared_ptr<Thread>& thread) {
    Snapshot old;  // destroyed without the lock, with whom it may be the last to hold
    std::lock_guard lock(mutex_);
    auto map = std::make_shared<Map>(*map_);
    if (thread == nullptr) {
      map->erase(std::this_thread::get_id());
    } else {
      (*map)[std::this_thread::get_id()] = thread;
    }
    old = std::exchange(map_, std::move(map));
  }

  std::string Next(const char* word, int& last) {
    std::lock_guard lock(mutex_);
    return word + std::to_string(++last);
  }

  std::shared_ptr<Thread> main_thread;
  int last_name = 0, last_dummy = 0;  // guarded by mutex_

 private:
  void BeTheOnlyOne();

  std::mutex mutex_;
  Snapshot map_ = std::make_shared<Map>();  // guarded by mutex_
};
inline ThreadMap& thread_map = *new ThreadMap;

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : ThreadSteps(std::move(target), NameFrom(std::move(name))) {}

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
  friend class ThreadMap;
  friend struct DummyEnd;
  friend std::shared_ptr<Thread> CurrentThread();

  static std::string NameFrom(std::string name) {
    return name.empty() ? thread_map.Next("Thread-", thread_map.last_name) : name;
  }

  void Live() {
    thread_map.SetOwn(shared_from_this());
    Begin();
    RunAndKeepException();
    thread_map.SetOwn(nullptr);
    End();
  }
};

struct DummyEnd {
  ~DummyEnd() {
    // The main thread, in the child of a fork, stays for ever.
    if (dummy == nullptr || dummy == thread_map.main_thread) return;
    thread_map.SetOwn(nullptr);
    dummy->End();
  }
  std::shared_ptr<Thread> dummy;
};

inline ThreadMap::ThreadMap() : main_thread(std::make_shared<Thread>(nullptr, "MainThread")) {
  main_thread->AdoptCallingThread();
  SetOwn(main_thread);
  pthread_atfork([] { thread_map.mutex_.lock(); }, [] { thread_map.mutex_.unlock(); },
                 [] { thread_map.BeTheOnlyOne(); });
}

inline void ThreadMap::BeTheOnlyOne() {
  const auto own = map_->find(std::this_thread::get_id());
  if (own != map_->end()) {
    main_thread = own->second;
  } else {
    main_thread = std::make_shared<Thread>(nullptr, "MainThread");
    main_thread->AdoptCallingThread();
  }
  map_ = std::make_shared<Map>(Map{{std::this_thread::get_id(), main_thread}});
  mutex_.unlock();
}

inline std::shared_ptr<Thread> CurrentThread() {
  const ThreadMap::Snapshot now = thread_map.Now();
  const auto own = now->find(std::this_thread::get_id());
  if (own != now->end()) return own->second;
  static thread_local DummyEnd end;
  end.dummy = std::make_shared<Thread>(nullptr, thread_map.Next("Dummy-", thread_map.last_dummy));
  end.dummy->AdoptCallingThread();
  thread_map.SetOwn(end.dummy);
  return end.dummy;
}

inline std::vector<std::shared_ptr<Thread>> Enumerate() {
  std::vector<std::shared_ptr<Thread>> all;
  const ThreadMap::Snapshot now = thread_map.Now();
  for (const auto& [id, thread] : *now) all.push_back(thread);
  return all;
}

inline std::size_t ActiveCount() { return thread_map.Now()->size(); }

inline std::shared_ptr<Thread> MainThread() { return thread_map.main_thread; }

#endif  // CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
