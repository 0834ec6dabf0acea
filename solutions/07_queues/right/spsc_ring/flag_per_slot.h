// Each slot says for itself whether it holds an item; the two threads share nothing else but the
// counts that size() reads, which order nothing.
#ifndef CHAPTERS_07_QUEUES_SPSC_RING_H_
#define CHAPTERS_07_QUEUES_SPSC_RING_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
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
  }
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  bool TryPush(T&& item) {
    Slot& slot = slots_[push_slot_];
    if (slot.full.load(std::memory_order_acquire)) return false;  // pairs with TryPop's release
    std::construct_at(slot.place(), std::move(item));
    push_slot_ = SlotAfter(push_slot_);
    Raise(pushed_);
    slot.full.store(true, std::memory_order_release);  // pairs with TryPop's acquire
    return true;
  }

  std::optional<T> TryPop() {
    Slot& slot = slots_[pop_slot_];
    if (!slot.full.load(std::memory_order_acquire)) return std::nullopt;
    std::optional<T> item(std::move(*slot.place()));
    std::destroy_at(slot.place());
    pop_slot_ = SlotAfter(pop_slot_);
    Raise(popped_);
    slot.full.store(false, std::memory_order_release);
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
  struct Slot {
    std::atomic<bool> full = false;
    alignas(T) std::byte bytes[sizeof(T)];
    T* place() { return std::launder(reinterpret_cast<T*>(bytes)); }
  };

  // Only one thread writes each count, so load and store need not be one step.
  static void Raise(std::atomic<Index>& count) {
    count.store(static_cast<Index>(count.load(std::memory_order_relaxed) + 1),
                std::memory_order_release);
  }
  static std::size_t Checked(std::size_t capacity) {
    constexpr std::size_t kHalf = std::numeric_limits<Index>::max() / 2 + std::size_t{1};
    if (capacity < 1 || capacity > kHalf) throw std::invalid_argument("capacity out of range");
    return capacity;
  }
  // How far it is from one count to the other, also when the second has wrapped round to zero.
  static std::size_t Distance(Index from, Index to) { return static_cast<Index>(to - from); }
  std::size_t SlotAfter(std::size_t slot) const { return slot + 1 == capacity_ ? 0 : slot + 1; }

  const std::size_t capacity_;
  const std::unique_ptr<Slot[]> slots_ = std::make_unique<Slot[]>(capacity_);

  // What a thread writes stands on a cache line of its own: neither slows the other down. The slot
  // is counted apart, because the count modulo the capacity jumps when the count wraps round.
  alignas(64) std::atomic<Index> pushed_ = 0;
  std::size_t push_slot_ = 0;  // used by the pushing thread alone
  alignas(64) std::atomic<Index> popped_ = 0;
  std::size_t pop_slot_ = 0;  // used by the popping thread alone
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
