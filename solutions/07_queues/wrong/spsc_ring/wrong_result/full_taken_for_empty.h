// Wrong: counts both positions modulo the capacity and takes equal positions for "empty".
// They are equal in a full ring too: what is in it cannot be got any more.
#ifndef CHAPTERS_07_QUEUES_SPSC_RING_H_
#define CHAPTERS_07_QUEUES_SPSC_RING_H_

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
    std::size_t slot = pop_slot_;
    for (std::size_t left = size_hint_; left > 0; --left, slot = SlotAfter(slot)) {
      std::destroy_at(slots_ + slot);
    }
    std::allocator<T>().deallocate(slots_, capacity_);
  }
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  bool TryPush(T&& item) {
    const std::size_t push_slot = push_slot_.load(std::memory_order_relaxed);
    if (size_hint_.load(std::memory_order_acquire) == capacity_) return false;
    std::construct_at(slots_ + push_slot, std::move(item));
    size_hint_.fetch_add(1, std::memory_order_acq_rel);
    push_slot_.store(SlotAfter(push_slot), std::memory_order_release);
    return true;
  }

  std::optional<T> TryPop() {
    const std::size_t pop_slot = pop_slot_.load(std::memory_order_relaxed);
    if (pop_slot == push_slot_.load(std::memory_order_acquire)) return std::nullopt;
    std::optional<T> item(std::move(slots_[pop_slot]));
    std::destroy_at(slots_ + pop_slot);
    pop_slot_.store(SlotAfter(pop_slot), std::memory_order_relaxed);
    size_hint_.fetch_sub(1, std::memory_order_acq_rel);
    return item;
  }

  std::size_t size() const { return size_hint_.load(); }
  std::size_t capacity() const { return capacity_; }

 private:
  static std::size_t Checked(std::size_t capacity) {
    constexpr std::size_t kHalf = std::numeric_limits<Index>::max() / 2 + std::size_t{1};
    if (capacity < 1 || capacity > kHalf) throw std::invalid_argument("capacity out of range");
    return capacity;
  }
  std::size_t SlotAfter(std::size_t slot) const { return slot + 1 == capacity_ ? 0 : slot + 1; }

  const std::size_t capacity_;
  T* const slots_ =
      std::allocator<T>().allocate(capacity_);  // raw memory: an empty slot holds no T

  std::atomic<std::size_t> push_slot_ = 0, pop_slot_ = 0, size_hint_ = 0;
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
