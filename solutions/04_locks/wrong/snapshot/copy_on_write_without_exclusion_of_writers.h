// Wrong: two writers copy the same picture, change one element each and publish. The second picture
// replaces the first, and with it the first one's Set.
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
  explicit SnapshotArray(T initial = {}) { SetAll(initial); }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) {
    auto next = std::make_shared<Picture>();
    next->fill(value);
    Publish(std::move(next));
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
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
    const std::scoped_lock lock(mutex_);
    return current_;
  }

  void Publish(std::shared_ptr<const Picture> next) {
    const std::scoped_lock lock(mutex_);
    current_.swap(next);
  }

  mutable std::mutex mutex_;
  std::shared_ptr<const Picture> current_;
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
