// Right, other than the reference: the published picture is an atomic shared_ptr. A writer makes
// the next one and tries again if somebody else has published meanwhile; readers keep theirs alive.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <type_traits>

template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray(T initial = {}) : current_(Filled(initial)) {}
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) { current_.store(Filled(value)); }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    std::shared_ptr<const Picture> seen = current_.load();
    std::shared_ptr<Picture> next;
    do {
      next = std::make_shared<Picture>(*seen);
      (*next)[i] = value;
    } while (!current_.compare_exchange_weak(seen, next));
  }

  std::array<T, N> Read() const { return *current_.load(); }

  template <class F>
  auto View(F f) const {
    const std::shared_ptr<const Picture> picture = current_.load();
    return f(*picture);
  }

 private:
  using Picture = std::array<T, N>;

  static std::shared_ptr<const Picture> Filled(T value) {
    auto picture = std::make_shared<Picture>();
    picture->fill(value);
    return picture;
  }

  std::atomic<std::shared_ptr<const Picture>> current_;
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
