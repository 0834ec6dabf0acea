// Right, other than the reference: an ordinary mutex, held only to copy. View shows f a copy of its
// own, with no lock held.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <mutex>
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
    const std::scoped_lock lock(mutex_);
    values_.fill(value);
  }

  void Set(std::size_t i, T value) {
    const std::scoped_lock lock(mutex_);
    values_.at(i) = value;  // throws std::out_of_range
  }

  std::array<T, N> Read() const {
    const std::scoped_lock lock(mutex_);
    return values_;
  }

  template <class F>
  auto View(F f) const {
    const std::array<T, N> picture = Read();
    return f(picture);
  }

 private:
  mutable std::mutex mutex_;
  std::array<T, N> values_;  // guarded by mutex_
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
