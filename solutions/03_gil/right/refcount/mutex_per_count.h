// Right: a biased count has a mutex, and only its owner gets by without it.
#ifndef SOLUTIONS_03_GIL_REFCOUNT_H_
#define SOLUTIONS_03_GIL_REFCOUNT_H_

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "counted.h"
#include "counting_atomic.h"

class PlainCount {
 public:
  void Incref() { ++count_; }
  bool Decref() { return --count_ == 0; }
  long value() const { return count_; }

 private:
  long count_ = 1;
};

class AtomicCount {
 public:
  // Whoever counts up has a reference, and whatever brought it has ordered what came before.
  void Incref() { count_.fetch_add(1, std::memory_order_relaxed); }

  // Publishes what this thread did to the object; the last sees, by the same operation, what all
  // the others did.
  bool Decref() { return count_.fetch_sub(1, std::memory_order_acq_rel) == 1; }

  long value() const { return count_.load(std::memory_order_relaxed); }

 private:
  CountingAtomic<long> count_{1};
};

// All but the owner's part is guarded by a mutex of the count's own. Only its owner, who looks
// without it, needs an atomic flag. A queue's mutex is taken inside of it, never the other way
// round.
class BiasedCount {
 public:
  explicit BiasedCount(std::function<void()> destroy = {}) : destroy_(std::move(destroy)) {
    queue_->holders.Incref();
  }
  BiasedCount(const BiasedCount&) = delete;
  BiasedCount& operator=(const BiasedCount&) = delete;
  ~BiasedCount() { LetGo(queue_); }

  void Incref() {
    if (IsMine()) {
      owners_.store(owners_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return;
    }
    std::lock_guard lock(mutex_);
    ++shared_;
  }

  bool Decref() {
    if (!IsMine()) return DecrefAsAStranger();
    // relaxed: nobody else looks at it before the thread has ended.
    const long left = owners_.load(std::memory_order_relaxed) - 1;
    owners_.store(left, std::memory_order_relaxed);
    if (left > 0) return false;
    std::lock_guard lock(mutex_);
    if (queued_) queue_->Remove(this);
    return Merge();
  }

  long value() const { return owners_.load() + shared_; }

  static void Poll() {
    if (mine_ != nullptr) MergeAll(*mine_, /*and_close=*/false);
  }

 private:
  struct Queue {
    // False if it is closed.
    bool Push(BiasedCount* count) {
      std::lock_guard lock(mutex);
      if (!closed) counts.push_back(count);
      return !closed;
    }
    void Remove(BiasedCount* count) {
      std::lock_guard lock(mutex);
      std::erase(counts, count);
    }
    std::vector<BiasedCount*> TakeAll(bool and_close) {
      std::lock_guard lock(mutex);
      closed = closed || and_close;
      return std::exchange(counts, {});
    }

    CountingMutex mutex;
    std::vector<BiasedCount*> counts;
    bool closed = false;
    AtomicCount holders;  // the thread, and each count
  };

  struct Thread {
    Queue* queue = mine_ = new Queue;
    ~Thread() {
      MergeAll(*queue, /*and_close=*/true);
      mine_ = nullptr;
      LetGo(queue);
    }
  };

  static Queue* MyQueue() {
    static thread_local Thread thread;
    return thread.queue;
  }

  static void LetGo(Queue* queue) {
    if (queue->holders.Decref()) delete queue;
  }

  // relaxed: set by the owner itself, or after its end.
  bool IsMine() const { return queue_ == mine_ && !merged_.load(std::memory_order_relaxed); }

  // REQUIRES: mutex_ is held, and it is the owner who calls, or its thread has ended. Returns
  // whether nobody is left.
  bool Merge() {
    shared_ += owners_.load(std::memory_order_relaxed);
    owners_.store(0, std::memory_order_relaxed);
    merged_.store(true, std::memory_order_relaxed);
    return shared_ == 0;
  }

  bool DecrefAsAStranger() {
    std::lock_guard lock(mutex_);
    const bool merged = merged_.load(std::memory_order_relaxed);
    // If it is queued already, whoever empties the queue merges it, also at the end of the thread.
    if (!merged && shared_ <= 0 && !queued_) {
      queued_ = queue_->Push(this);
      if (!queued_) Merge();
    }
    --shared_;
    return merged_.load(std::memory_order_relaxed) && shared_ == 0;
  }

  static void MergeAll(Queue& queue, bool and_close) {
    std::vector<std::function<void()>> destroys;
    for (BiasedCount* count : queue.TakeAll(and_close)) {
      std::lock_guard lock(count->mutex_);
      count->queued_ = false;
      if (count->Merge() && count->destroy_) destroys.push_back(count->destroy_);
    }
    for (const auto& destroy : destroys) destroy();
  }

  inline static thread_local Queue* mine_ = nullptr;

  Queue* const queue_ = MyQueue();
  CountingAtomic<long> owners_{1};
  CountingAtomic<bool> merged_{false};
  CountingMutex mutex_;
  long shared_ = 0;      // guarded by mutex_
  bool queued_ = false;  // guarded by mutex_
  std::function<void()> destroy_;
};

template <class T>
class Ref {
 public:
  Ref() = default;

  static Ref Adopt(T* object) {
    Ref ref;
    ref.object_ = object;
    return ref;
  }

  static Ref Borrow(T* object) {
    if (object != nullptr) object->refs().Incref();
    return Adopt(object);
  }

  Ref(const Ref& other) : Ref(Borrow(other.object_)) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}

  // The new one is in our hand before the old one goes: it may belong to the old object.
  Ref& operator=(const Ref& other) {
    Ref(other).swap(*this);
    return *this;
  }
  Ref& operator=(Ref&& other) noexcept {
    Ref(std::move(other)).swap(*this);
    return *this;
  }

  ~Ref() {
    if (object_ != nullptr && object_->refs().Decref()) delete object_;
  }

  void swap(Ref& other) noexcept { std::swap(object_, other.object_); }
  T* get() const { return object_; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  T* object_ = nullptr;
};

#endif  // SOLUTIONS_03_GIL_REFCOUNT_H_
