// Right, other than the reference: all operations are relaxed, and stand-alone fences make the
// order.
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
    const Index popped = popped_.load(std::memory_order_relaxed);
    if (Distance(popped, pushed) == capacity_) return false;
    // Pairs with the release fence of TryPop: the item that was in the slot is gone before ours
    // goes in.
    std::atomic_thread_fence(std::memory_order_acquire);
    std::construct_at(slots_ + push_slot_, std::move(item));
    push_slot_ = SlotAfter(push_slot_);
    // Pairs with the acquire fence of TryPop: who sees the new number also sees the item.
    std::atomic_thread_fence(std::memory_order_release);
    pushed_.store(static_cast<Index>(pushed + 1), std::memory_order_relaxed);
    return true;
  }

  std::optional<T> TryPop() {
    const Index popped = popped_.load(std::memory_order_relaxed);  // this thread alone writes it
    const Index pushed = pushed_.load(std::memory_order_relaxed);
    if (popped == pushed) return std::nullopt;
    // Pairs with the release fence of TryPush: the item is whole before we touch it.
    std::atomic_thread_fence(std::memory_order_acquire);
    std::optional<T> item(std::move(slots_[pop_slot_]));
    std::destroy_at(slots_ + pop_slot_);
    pop_slot_ = SlotAfter(pop_slot_);
    // Pairs with the acquire fence of TryPush: who sees the new number may use the slot.
    std::atomic_thread_fence(std::memory_order_release);
    popped_.store(static_cast<Index>(popped + 1), std::memory_order_relaxed);
    return item;
  }

  std::size_t size() const {
    // Not one moment but two. In this order the distance is never below zero; it may come out too
    // great when both threads have gone on in between.
    const Index popped = popped_.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);  // so that pushed_ is read behind it
    const Index pushed = pushed_.load(std::memory_order_relaxed);
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
  std::size_t SlotAfter(std::size_t slot) const { return slot + 1 == capacity_ ? 0 : slot + 1; }

  const std::size_t capacity_;
  T* const slots_ =
      std::allocator<T>().allocate(capacity_);  // raw memory: an empty slot holds no T

  // What a thread writes stands on a cache line of its own: neither slows the other down. The slot
  // is counted apart, because the count modulo the capacity jumps when the count wraps round.
  alignas(64) std::atomic<Index> pushed_ = 0;
  std::size_t push_slot_ = 0;  // used by the pushing thread alone
  alignas(64) std::atomic<Index> popped_ = 0;
  std::size_t pop_slot_ = 0;  // used by the popping thread alone
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
