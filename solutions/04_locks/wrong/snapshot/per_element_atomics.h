// Wrong: every element is atomic, but the picture is not. A reader can copy some elements before
// and some after a SetAll.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <type_traits>

template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray(T initial = {}) { SetAll(initial); }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) {
    for (auto& element : elements_) element.store(value);
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    elements_[i].store(value);
  }

  std::array<T, N> Read() const {
    std::array<T, N> picture;
    for (std::size_t i = 0; i < N; ++i) picture[i] = elements_[i].load();
    return picture;
  }

  template <class F>
  auto View(F f) const {
    const std::array<T, N> picture = Read();
    return f(picture);
  }

 private:
  std::array<std::atomic<T>, N> elements_{};
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
