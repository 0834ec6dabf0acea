// Right, other than the reference: a picture never changes once it is published. A writer copies
// it, changes the copy and publishes that; readers keep the one that they hold alive.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <type_traits>
#include <utility>

template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray(T initial = {}) {
    auto first = std::make_shared<Picture>();
    first->fill(initial);
    current_ = std::move(first);
  }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) {
    auto next = std::make_shared<Picture>();
    next->fill(value);
    const std::scoped_lock lock(writers_);
    Publish(std::move(next));
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    // From the copy to its publication nobody else may write: his change would be lost.
    const std::scoped_lock lock(writers_);
    auto next = std::make_shared<Picture>(*Current());
    (*next)[i] = value;
    Publish(std::move(next));
  }

  std::array<T, N> Read() const { return *Current(); }

  template <class F>
  auto View(F f) const {
    const std::shared_ptr<const Picture> picture = Current();
    return f(*picture);
  }

 private:
  using Picture = std::array<T, N>;

  std::shared_ptr<const Picture> Current() const {
    const std::scoped_lock lock(current_mutex_);
    return current_;
  }

  void Publish(std::shared_ptr<const Picture> next) {
    const std::scoped_lock lock(current_mutex_);
    current_.swap(next);
  }

  std::mutex writers_;                      // one writer at a time
  mutable std::mutex current_mutex_;        // held only to copy or swap the pointer
  std::shared_ptr<const Picture> current_;  // guarded by current_mutex_
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
