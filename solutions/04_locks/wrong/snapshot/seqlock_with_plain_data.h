// Wrong: the version is atomic, but the elements are plain. A reader copies them while a writer
// changes them; that it throws the copy away afterwards does not make the data race good.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <type_traits>

template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray(T initial = {}) { SetAll(initial); }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  void SetAll(T value) {
    Change([&] {
      for (auto& element : elements_) element = value;
    });
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    Change([&] { elements_[i] = value; });
  }

  std::array<T, N> Read() const {
    std::array<T, N> picture;
    while (true) {
      const std::uint32_t before = version_.load(std::memory_order_acquire);
      for (std::size_t i = 0; i < N; ++i) {
        picture[i] = elements_[i];
      }
      const std::uint32_t after = version_.load(std::memory_order_relaxed);
      if (before == after && before % 2 == 0) return picture;
      std::this_thread::yield();
    }
  }

  template <class F>
  auto View(F f) const {
    const std::array<T, N> picture = Read();
    return f(picture);
  }

 private:
  template <class Write>
  void Change(Write write) {
    const std::scoped_lock lock(writers_);
    const std::uint32_t version = version_.load(std::memory_order_relaxed);
    version_.store(version + 1, std::memory_order_relaxed);
    write();
    version_.store(version + 2, std::memory_order_release);
  }

  std::mutex writers_;
  std::atomic<std::uint32_t> version_{0};
  std::array<T, N> elements_{};
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
