// Wrong: finds the slot by a free-running count modulo the capacity.
// When the count wraps round to zero the slots jump, unless the capacity divides the Index's range.
#ifndef CHAPTERS_07_QUEUES_SPSC_RING_H_
#define CHAPTERS_07_QUEUES_SPSC_RING_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

template <class T, class Index = std::size_t>
class SpscRing {
  static_assert(std::is_unsigned_v<Index>, "only unsigned numbers wrap round");
  static_assert(std::is_nothrow_move_constructible_v<T>);

 public:
  explicit SpscRing(std::size_t capacity) : capacity_(Checked(capacity)) {}
  ~SpscRing() {
    while (TryPop()) {
    }
    std::allocator<T>().deallocate(slots_, capacity_);
  }
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  bool TryPush(T&& item) {
    const Index pushed = pushed_.load(std::memory_order_relaxed);  // this thread alone writes it
    // Acquire, for TryPop's release: the item that was in the slot is gone before ours goes in.
    const Index popped = popped_.load(std::memory_order_acquire);
    if (Distance(popped, pushed) == capacity_) return false;
    std::construct_at(slots_ + pushed % capacity_, std::move(item));
    // Release, for TryPop's acquire: who sees the new number also sees the item.
    pushed_.store(static_cast<Index>(pushed + 1), std::memory_order_release);
    return true;
  }

  std::optional<T> TryPop() {
    const Index popped = popped_.load(std::memory_order_relaxed);  // this thread alone writes it
    // Acquire, for TryPush's release: the item is whole before we touch it.
    const Index pushed = pushed_.load(std::memory_order_acquire);
    if (popped == pushed) return std::nullopt;
    std::optional<T> item(std::move(slots_[popped % capacity_]));
    std::destroy_at(slots_ + popped % capacity_);
    // Release, for TryPush's acquire: who sees the new number may use the slot.
    popped_.store(static_cast<Index>(popped + 1), std::memory_order_release);
    return item;
  }

  std::size_t size() const {
    // Not one moment but two. In this order the distance is never below zero; it may come out too
    // great when both threads have gone on in between.
    const Index popped = popped_.load(std::memory_order_acquire);
    const Index pushed = pushed_.load(std::memory_order_acquire);
    return std::min(Distance(popped, pushed), capacity_);
  }
  std::size_t capacity() const { return capacity_; }

 private:
  static std::size_t Checked(std::size_t capacity) {
    constexpr std::size_t kHalf = std::numeric_limits<Index>::max() / 2 + std::size_t{1};
    if (capacity < 1 || capacity > kHalf) throw std::invalid_argument("capacity out of range");
    return capacity;
  }
  // How far it is from one count to the other, also when the second has wrapped round to zero.
  static std::size_t Distance(Index from, Index to) { return static_cast<Index>(to - from); }

  const std::size_t capacity_;
  T* const slots_ =
      std::allocator<T>().allocate(capacity_);  // raw memory: an empty slot holds no T

  // What a thread writes stands on a cache line of its own: neither slows the other down.
  alignas(64) std::atomic<Index> pushed_ = 0;
  alignas(64) std::atomic<Index> popped_ = 0;
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
