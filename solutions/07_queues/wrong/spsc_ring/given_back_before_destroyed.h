// Wrong: TryPop gives the slot back first and destroys what is left of the item afterwards.
// The other thread may have made the next item there: that is the one that dies.
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
    std::construct_at(slots_ + push_slot_, std::move(item));
    push_slot_ = SlotAfter(push_slot_);
    // Release, for TryPop's acquire: who sees the new number also sees the item.
    pushed_.store(static_cast<Index>(pushed + 1), std::memory_order_release);
    return true;
  }

  std::optional<T> TryPop() {
    const Index popped = popped_.load(std::memory_order_relaxed);  // this thread alone writes it
    // Acquire, for TryPush's release: the item is whole before we touch it.
    const Index pushed = pushed_.load(std::memory_order_acquire);
    if (popped == pushed) return std::nullopt;
    std::optional<T> item(std::move(slots_[pop_slot_]));
    // Release, for TryPush's acquire: who sees the new number may use the slot.
    popped_.store(static_cast<Index>(popped + 1), std::memory_order_release);
    std::destroy_at(slots_ + pop_slot_);
    pop_slot_ = SlotAfter(pop_slot_);
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
