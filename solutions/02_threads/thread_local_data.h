// One value per thread, as Python's threading.local; thread_local by hand.
//
// A value hangs between two others: its ThreadLocal holds it under the thread's record, and the
// record names the ThreadLocal. One mutex guards both ends, so whoever takes a value out, a thread
// that ends or a ThreadLocal that is destroyed, also removes the way by which the other would come.
// Nothing is left that a newer thread or object at the same address could take for its own.
//
// Thread safety: Get, has_value and Reset may be called by any thread; threads may end at any time.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

// All that does not depend on the type of the value.
class ThreadLocalBase {
 protected:
  using Value = std::shared_ptr<void>;  // it knows how to destroy what it holds

  ThreadLocalBase() = default;
  ~ThreadLocalBase() {
    std::map<Record*, Value> values;  // destroyed last, when the mutex is free
    std::lock_guard lock(mutex_);
    for (const auto& [record, value] : values_) record->used.erase(this);
    values.swap(values_);
  }

  // The calling thread's value, or null.
  void* Find() const {
    Record& mine = Mine();
    std::lock_guard lock(mutex_);
    const auto found = values_.find(&mine);
    return found == values_.end() ? nullptr : found->second.get();
  }

  // REQUIRES: the calling thread has none.
  void Keep(Value value) {
    Record& mine = Mine();
    std::lock_guard lock(mutex_);
    mine.used.insert(this);
    values_.emplace(&mine, std::move(value));
  }

  // Takes the calling thread's value out, for the caller to destroy. Null if there is none.
  Value Take() {
    Record& mine = Mine();
    std::lock_guard lock(mutex_);
    return TakeFor(mine);
  }

 private:
  // One thread: where it has values.
  struct Record {
    std::set<ThreadLocalBase*> used;
  };

  static pthread_key_t Key() {
    static const pthread_key_t key = [] {
      pthread_key_t made;
      const int error = pthread_key_create(&made, OnThreadEnd);
      if (error != 0) throw std::system_error(error, std::generic_category());
      return made;
    }();
    return key;
  }

  static Record& Mine() {
    void* mine = pthread_getspecific(Key());
    if (mine == nullptr) {
      mine = new Record;
      pthread_setspecific(Key(), mine);
    }
    return *static_cast<Record*>(mine);
  }

  static void OnThreadEnd(void* pointer) {
    auto* const record = static_cast<Record*>(pointer);
    // The system has set it to null. But the destructor of a value may come here by Get, and what
    // it makes has to be found below.
    pthread_setspecific(Key(), record);
    while (const Value value = TakeAny(*record)) {
      // destroyed at the end of each turn, with the mutex free
    }
    pthread_setspecific(Key(), nullptr);
    delete record;
  }

  static Value TakeAny(Record& record) {
    std::lock_guard lock(mutex_);
    if (record.used.empty()) return nullptr;
    return (*record.used.begin())->TakeFor(record);
  }

  // With the mutex held.
  Value TakeFor(Record& record) {
    record.used.erase(this);
    auto node = values_.extract(&record);
    return node.empty() ? nullptr : std::move(node.mapped());
  }

  inline static std::mutex mutex_;   // guards all values_ and all records
  std::map<Record*, Value> values_;  // those of this object
};

template <class T>
class ThreadLocal : private ThreadLocalBase {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {}
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    void* value = Find();
    if (value == nullptr) {
      std::shared_ptr<T> made = std::make_shared<T>(init_());  // anybody's code: no lock is held
      value = made.get();
      Keep(std::move(made));
    }
    return *static_cast<T*>(value);
  }

  bool has_value() const { return Find() != nullptr; }

  void Reset() { Take(); }

 private:
  const std::function<T()> init_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
