// Wrong: a function that throws something else than a std::exception leaves the picture locked.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <exception>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>

template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray(T initial = {}) { values_.fill(initial); }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) {
    const std::scoped_lock alone(mutex_);
    values_.fill(value);
  }
  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    const std::scoped_lock alone(mutex_);
    values_[i] = value;
  }
  std::array<T, N> Read() const {
    const std::shared_lock among_readers(mutex_);
    return values_;
  }
  template <class F>
  auto View(F f) const {
    mutex_.lock_shared();
    try {
      if constexpr (std::is_void_v<decltype(f(values_))>) {
        f(values_);
        mutex_.unlock_shared();
      } else {
        auto result = f(values_);
        mutex_.unlock_shared();
        return result;
      }
    } catch (const std::exception&) {
      mutex_.unlock_shared();
      throw;
    }
  }

 private:
  mutable std::shared_mutex mutex_;
  std::array<T, N> values_;
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
