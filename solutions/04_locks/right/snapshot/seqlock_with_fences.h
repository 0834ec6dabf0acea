// Right, other than the reference: a version that is odd while somebody writes, as in seqlock.h,
// but with relaxed elements, and the order made by stand-alone fences (Boehm: Can Seqlocks Get
// Along with Programming Language Memory Models?, MSPC 2012).
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
      for (auto& element : elements_) element.store(Pack(value), std::memory_order_relaxed);
    });
  }

  void Set(std::size_t i, T value) {
    if (i >= N) throw std::out_of_range("SnapshotArray::Set: no such element");
    Change([&] { elements_[i].store(Pack(value), std::memory_order_relaxed); });
  }

  std::array<T, N> Read() const {
    std::array<T, N> picture;
    while (true) {
      const std::uint32_t before = version_.load(std::memory_order_acquire);
      for (std::size_t i = 0; i < N; ++i) {
        picture[i] = Unpack(elements_[i].load(std::memory_order_relaxed));
      }
      // Pairs with the writer's fence: who saw a new element sees the odd version too.
      std::atomic_thread_fence(std::memory_order_acquire);
      const std::uint32_t after = version_.load(std::memory_order_relaxed);
      if (before == after && before % 2 == 0) return picture;
      std::this_thread::yield();  // a writer is at work: let it finish
    }
  }

  template <class F>
  auto View(F f) const {
    const std::array<T, N> picture = Read();
    return f(picture);
  }

 private:
  // `write` changes elements; meanwhile the version is odd.
  template <class Write>
  void Change(Write write) {
    const std::scoped_lock lock(writers_);
    const std::uint32_t version = version_.load(std::memory_order_relaxed);
    version_.store(version + 1, std::memory_order_relaxed);
    // Pairs with the reader's fence: the version is odd before any element changes.
    std::atomic_thread_fence(std::memory_order_release);
    write();
    // Release pairs with the first acquire in Read().
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

  std::mutex writers_;                     // one writer at a time
  std::atomic<std::uint32_t> version_{0};  // odd while a writer is at work
  std::array<std::atomic<Word>, N> elements_{};
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
