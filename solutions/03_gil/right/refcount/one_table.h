// Right: all owners are in one table, and "merged" is a large number in the shared part. The atomic
// count subtracts with release, and the last one loads with acquire.
#ifndef SOLUTIONS_03_GIL_REFCOUNT_H_
#define SOLUTIONS_03_GIL_REFCOUNT_H_

#include <algorithm>
#include <functional>
#include <map>
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

  // The release publishes what this thread did to the object; the last one looks once more, with
  // acquire, to see what all the others did.
  bool Decref() {
    if (count_.fetch_sub(1, std::memory_order_release) != 1) return false;
    return count_.load(std::memory_order_acquire) == 0;
  }

  long value() const { return count_.load(std::memory_order_relaxed); }

 private:
  CountingAtomic<long> count_{1};
};

// All owners are in one table, under one lock: a number for each thread, and the counts that others
// have queued for it. A thread that is not in the table has ended.
class BiasedCount {
 public:
  explicit BiasedCount(std::function<void()> destroy = {}) : destroy_(std::move(destroy)) {}
  BiasedCount(const BiasedCount&) = delete;
  BiasedCount& operator=(const BiasedCount&) = delete;

  void Incref() {
    if (IsMine()) {
      ++owners_;
    } else {
      shared_.fetch_add(1, std::memory_order_relaxed);  // as in AtomicCount
    }
  }

  bool Decref() {
    if (!IsMine()) return DecrefAsAStranger();
    if (--owners_ > 0) return false;
    std::lock_guard lock(table_mutex_);
    std::erase(table_[owner_], this);
    return Merge() == 0;
  }

  long value() const { return owners_ + shared_.load() - (IsMerged() ? kMerged : 0); }

  static void Poll() {
    if (number_ != 0) MergeAll(/*and_leave=*/false);
  }

 private:
  // Takes the thread out of the table when it ends.
  struct Thread {
    ~Thread() {
      MergeAll(/*and_leave=*/true);
      number_ = kEnded;
    }
  };

  static constexpr unsigned long kEnded = ~0ul;
  // Is added to the shared part when it is merged; more than there are ever references.
  static constexpr long kMerged = 1l << 40;

  static unsigned long ThisThread() {
    if (number_ != 0) return number_;
    static thread_local Thread thread;
    (void)thread;
    std::lock_guard lock(table_mutex_);
    number_ = ++last_number_;
    table_[number_];
    return number_;
  }

  bool IsMerged() const { return shared_.load(std::memory_order_relaxed) >= kMerged / 2; }
  bool IsMine() const { return owner_ == number_ && number_ != kEnded && !IsMerged(); }

  // REQUIRES: table_mutex_ is held. How many references are left. acq_rel: partner of itself in all
  // that strangers do.
  long Merge() {
    const long mine = std::exchange(owners_, 0);
    return shared_.fetch_add(mine + kMerged, std::memory_order_acq_rel) + mine;
  }

  bool DecrefAsAStranger() {
    long old = shared_.load(std::memory_order_relaxed);
    while (old > 0) {
      if (shared_.compare_exchange_weak(old, old - 1, std::memory_order_acq_rel)) {
        return old == kMerged + 1;
      }
    }
    std::lock_guard lock(table_mutex_);
    const auto owner = table_.find(owner_);
    if (owner == table_.end()) {
      if (!IsMerged()) Merge();
    } else if (!IsMerged() && std::ranges::count(owner->second, this) == 0) {
      owner->second.push_back(this);
    }
    return shared_.fetch_sub(1, std::memory_order_acq_rel) == kMerged + 1;
  }

  static void MergeAll(bool and_leave) {
    std::vector<std::function<void()>> destroys;
    {
      std::lock_guard lock(table_mutex_);
      for (BiasedCount* count : std::exchange(table_[number_], {})) {
        if (count->Merge() == 0 && count->destroy_) destroys.push_back(count->destroy_);
      }
      if (and_leave) table_.erase(number_);
    }
    if (and_leave) number_ = kEnded;
    for (const auto& destroy : destroys) destroy();
  }

  inline static CountingMutex table_mutex_;
  inline static std::map<unsigned long, std::vector<BiasedCount*>> table_;  // guarded by it
  inline static unsigned long last_number_ = 0;                             // guarded by it
  inline static thread_local unsigned long number_ = 0;                     // 0: owns nothing yet

  const unsigned long owner_ = ThisThread();
  long owners_ = 1;  // when the owner has left the table: guarded by its mutex
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
