// An atomic and a mutex that count the expensive steps of each thread: read-modify-writes.
//
// Given, complete. A load or a store of an atomic costs about as much as that of a plain variable;
// a read-modify-write takes the cache line away from all other cores. Locking a mutex is one, too.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_03_GIL_COUNTING_ATOMIC_H_
#define CHAPTERS_03_GIL_COUNTING_ATOMIC_H_

#include <atomic>
#include <cstdint>
#include <mutex>

namespace counting {
inline thread_local std::int64_t read_modify_writes = 0;
}  // namespace counting

// How many read-modify-writes the calling thread has made through the two classes below.
inline std::int64_t ReadModifyWritesByThisThread() { return counting::read_modify_writes; }

// std::atomic<T>, whose methods these are.
template <class T>
class CountingAtomic {
 public:
  CountingAtomic() = default;
  explicit CountingAtomic(T value) : value_(value) {}
  CountingAtomic(const CountingAtomic&) = delete;
  CountingAtomic& operator=(const CountingAtomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const { return value_.load(order); }
  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    value_.store(value, order);
  }

  // Each of these is one read-modify-write, also a compare-exchange that fails.
  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    ++counting::read_modify_writes;
    return value_.exchange(value, order);
  }
  T fetch_add(T value, std::memory_order order = std::memory_order_seq_cst) {
    ++counting::read_modify_writes;
    return value_.fetch_add(value, order);
  }
  T fetch_sub(T value, std::memory_order order = std::memory_order_seq_cst) {
    ++counting::read_modify_writes;
    return value_.fetch_sub(value, order);
  }
  bool compare_exchange_weak(T& expected, T desired,
                             std::memory_order order = std::memory_order_seq_cst) {
    ++counting::read_modify_writes;
    return value_.compare_exchange_weak(expected, desired, order);
  }
  bool compare_exchange_strong(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst) {
    ++counting::read_modify_writes;
    return value_.compare_exchange_strong(expected, desired, order);
  }

 private:
  std::atomic<T> value_{};
};

// std::mutex, for std::lock_guard and std::unique_lock.
class CountingMutex {
 public:
  void lock() {
    ++counting::read_modify_writes;
    mutex_.lock();
  }
  bool try_lock() {
    ++counting::read_modify_writes;
    return mutex_.try_lock();
  }
  void unlock() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

#endif  // CHAPTERS_03_GIL_COUNTING_ATOMIC_H_
