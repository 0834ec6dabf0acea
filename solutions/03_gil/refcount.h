// Counts of references, under a GIL and without, and a pointer that keeps them.
//
// Thread safety: PlainCount needs a lock of the caller's. The methods of the other two may be
// called by any thread. A Ref is used by one thread at a time, unless it is only read.
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

// The algorithm is Choi, Shull and Torrellas', Biased Reference Counting (2018). Here the queue has
// a lock, which all merges hold, and a count that is merged by its owner's Decref leaves the queue.
class BiasedCount {
 public:
  explicit BiasedCount(std::function<void()> destroy = {}) : destroy_(std::move(destroy)) {
    if (owner_ == nullptr) {
      // The thread is about to end, and its queue has closed: nobody owns the count.
      owners_ = 0;
      shared_.store(kOne + kMerged, std::memory_order_relaxed);  // nobody else knows it yet
    } else {
      owner_->holders.Incref();
    }
  }
  BiasedCount(const BiasedCount&) = delete;
  BiasedCount& operator=(const BiasedCount&) = delete;
  ~BiasedCount() {
    if (owner_ != nullptr) LetGo(owner_);
  }

  void Incref() {
    if (IsMine()) {
      ++owners_;
    } else {
      shared_.fetch_add(kOne, std::memory_order_relaxed);  // as in AtomicCount
    }
  }

  bool Decref() {
    if (IsMine()) return --owners_ == 0 && MergeMine();
    long old = shared_.load(std::memory_order_relaxed);
    while ((old & kMerged) != 0 || old >= kOne) {
      // Before the merge shared references are left, or the owner's: somebody else is the last.
      // acq_rel: as in AtomicCount; its partners are this operation and the one in Merge.
      if (shared_.compare_exchange_weak(old, old - kOne, std::memory_order_acq_rel)) {
        return old == kOne + kMerged;
      }
    }
    return DecrefBelowZero();
  }

  long value() const { return owners_ + (shared_.load() >> 1); }

  static void Poll() {
    if (current_ != nullptr) MergeQueueOf(*current_, /*and_close_it=*/false);
  }

 private:
  // A thread as an owner: lives until the thread has ended and all its counts are gone.
  struct Owner {
    CountingMutex mutex;
    std::vector<BiasedCount*> queue;  // guarded by mutex
    bool ended = false;               // guarded by mutex
    AtomicCount holders;              // the thread, and each count
  };

  // Closes the queue at the end of its thread.
  struct Thread {
    ~Thread() {
      Owner* const owner = std::exchange(current_, nullptr);  // from here on a thread as others
      over_ = true;
      MergeQueueOf(*owner, /*and_close_it=*/true);
      LetGo(owner);
    }
  };

  // shared_ is twice the number of shared references, which may be negative, plus 1 when merged: so
  // both change in one step.
  static constexpr long kMerged = 1;
  static constexpr long kOne = 2;

  static Owner* CurrentThread() {
    if (current_ == nullptr && !over_) {
      static thread_local Thread thread;
      (void)thread;
      current_ = new Owner;
    }
    return current_;
  }

  static void LetGo(Owner* owner) {
    if (owner->holders.Decref()) delete owner;
  }

  // The owner alone merges as long as its thread lives, so it never sees an old value here.
  bool IsMine() const {
    return owner_ != nullptr && owner_ == current_ &&
           (shared_.load(std::memory_order_relaxed) & kMerged) == 0;
  }

  // REQUIRES: the owner's mutex is held, and the count is not merged. Returns whether nobody is
  // left. acq_rel: partner of the operations in Decref, before and after.
  bool Merge() {
    const long mine = std::exchange(owners_, 0);
    return (shared_.fetch_add(mine * kOne + kMerged, std::memory_order_acq_rel) >> 1) + mine == 0;
  }

  // The owner's part has fallen to zero.
  bool MergeMine() {
    Owner* const owner = owner_;  // this may be gone as soon as it is merged
    std::lock_guard lock(owner->mutex);
    std::erase(owner->queue, this);
    return Merge();
  }

  // A reference that the owner took is given back by another thread. It is held until the count is
  // in the queue: afterwards the owner may free everything.
  bool DecrefBelowZero() {
    Owner* const owner = owner_;
    owner->holders.Incref();
    const bool last = DecrefBelowZero(*owner);
    LetGo(owner);
    return last;
  }

  bool DecrefBelowZero(Owner& owner) {
    std::lock_guard lock(owner.mutex);
    const bool merged = (shared_.load(std::memory_order_relaxed) & kMerged) != 0;
    if (!merged && owner.ended) Merge();
    if (!merged && !owner.ended && std::ranges::count(owner.queue, this) == 0) {
      owner.queue.push_back(this);
    }
    // acq_rel: as in Decref.
    return shared_.fetch_sub(kOne, std::memory_order_acq_rel) == kOne + kMerged;
  }

  // Merges under the lock, destroys without it. Closing is part of the same step: who comes then
  // merges for itself what was not in the queue.
  static void MergeQueueOf(Owner& owner, bool and_close_it) {
    std::vector<std::function<void()>> destroys;
    {
      std::lock_guard lock(owner.mutex);
      owner.ended = and_close_it;
      for (BiasedCount* count : std::exchange(owner.queue, {})) {
        if (count->Merge()) destroys.push_back(count->destroy_);
      }
    }
    for (const auto& destroy : destroys) {
      if (destroy) destroy();
    }
  }

  inline static thread_local Owner* current_ = nullptr;
  inline static thread_local bool over_ = false;

  Owner* const owner_ = CurrentThread();
  long owners_ = 1;  // the owner's part; after its end guarded by its mutex
  CountingAtomic<long> shared_{0};
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
