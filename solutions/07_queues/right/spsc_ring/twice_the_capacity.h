// Both positions run from 0 to twice the capacity: equal means empty, one capacity apart means
// full, and no slot is wasted. Twice the capacity is why it may be half an Index's range at most.
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
    std::construct_at(slots_ + Slot(pushed), std::move(item));
    // Release, for TryPop's acquire: who sees the new number also sees the item.
    pushed_.store(After(pushed), std::memory_order_release);
    return true;
  }

  std::optional<T> TryPop() {
    const Index popped = popped_.load(std::memory_order_relaxed);  // this thread alone writes it
    // Acquire, for TryPush's release: the item is whole before we touch it.
    const Index pushed = pushed_.load(std::memory_order_acquire);
    if (popped == pushed) return std::nullopt;
    std::optional<T> item(std::move(slots_[Slot(popped)]));
    std::destroy_at(slots_ + Slot(popped));
    // Release, for TryPush's acquire: who sees the new number may use the slot.
    popped_.store(After(popped), std::memory_order_release);
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
  std::size_t Distance(Index from, Index to) const {
    return to >= from ? std::size_t{to} - from : 2 * capacity_ - from + to;
  }
  Index After(Index position) const {
    return position == 2 * capacity_ - 1 ? 0 : static_cast<Index>(position + 1);
  }
  std::size_t Slot(Index position) const {
    return position < capacity_ ? position : position - capacity_;
  }

  const std::size_t capacity_;
  T* const slots_ =
      std::allocator<T>().allocate(capacity_);  // raw memory: an empty slot holds no T

  alignas(64) std::atomic<Index> pushed_ = 0;
  alignas(64) std::atomic<Index> popped_ = 0;
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
