// Wrong: two writers may be at work at once. Each writes back the picture that it read, so the
// other's Set is lost; and between them they make the version even too early.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    std::array<T, N> picture;
    picture.fill(value);
    Write(picture);
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    std::array<T, N> picture = Read();
    picture[i] = value;
    Write(picture);
  }

  std::array<T, N> Read() const {
    std::array<T, N> picture;
    while (true) {
      const std::uint32_t before = version_.load(std::memory_order_acquire);
      for (std::size_t i = 0; i < N; ++i) {
        picture[i] = Unpack(elements_[i].load(std::memory_order_acquire));
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
  void Write(const std::array<T, N>& picture) {
    version_.fetch_add(1, std::memory_order_relaxed);
    for (std::size_t i = 0; i < N; ++i) {
      elements_[i].store(Pack(picture[i]), std::memory_order_release);
    }
    version_.fetch_add(1, std::memory_order_release);
  }

  using Word = std::uint64_t;

  static Word Pack(T value) {
    Word word = 0;
    std::memcpy(&word, &value, sizeof value);
    return word;
  }

  static T Unpack(Word word) {
    T value;
    std::memcpy(&value, &word, sizeof value);
    return value;
  }

  std::atomic<std::uint32_t> version_{0};
  std::array<std::atomic<Word>, N> elements_{};
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
