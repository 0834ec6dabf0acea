// Wrong: Set locks by hand and then finds that there is no such element. The exception passes by
// the line that unlocks.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <type_traits>

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
    mutex_.lock();
    values_.at(i) = value;
    mutex_.unlock();
  }

  std::array<T, N> Read() const {
    const std::shared_lock among_readers(mutex_);
    return values_;
  }

  template <class F>
  auto View(F f) const {
    const std::shared_lock among_readers(mutex_);
    return f(values_);
  }

 private:
  mutable std::shared_mutex mutex_;
  std::array<T, N> values_;
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
