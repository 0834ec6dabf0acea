// Wrong: View runs f and repeats it if a writer came in between. f may print or count: it must be
// called once.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
      for (auto& element : elements_) element.store(Pack(value), std::memory_order_release);
    });
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    Change([&] { elements_[i].store(Pack(value), std::memory_order_release); });
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
    while (true) {
      const std::uint32_t before = version_.load(std::memory_order_acquire);
      const std::array<T, N> picture = Read();
      if constexpr (std::is_void_v<decltype(f(picture))>) {
        f(picture);
        if (version_.load(std::memory_order_acquire) == before) return;
      } else {
        auto result = f(picture);
        if (version_.load(std::memory_order_acquire) == before) return result;
      }
    }
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

  std::mutex writers_;
  std::atomic<std::uint32_t> version_{0};
  std::array<std::atomic<Word>, N> elements_{};
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
