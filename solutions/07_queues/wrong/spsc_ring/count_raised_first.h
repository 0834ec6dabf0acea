// Wrong: one count of items for both threads, and TryPush raises it before the item is in its slot.
// The other thread sees that there is one and takes out what is not yet there.
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
    while (TryPop()) {
    }
    std::allocator<T>().deallocate(slots_, capacity_);
  }
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  bool TryPush(T&& item) {
    if (count_.load() == capacity_) return false;
    count_.fetch_add(1);
    std::construct_at(slots_ + push_slot_, std::move(item));
    push_slot_ = SlotAfter(push_slot_);
    return true;
  }

  std::optional<T> TryPop() {
    if (count_.load() == 0) return std::nullopt;
    std::optional<T> item(std::move(slots_[pop_slot_]));
    std::destroy_at(slots_ + pop_slot_);
    pop_slot_ = SlotAfter(pop_slot_);
    count_.fetch_sub(1);
    return item;
  }

  std::size_t size() const { return count_.load(); }
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

  std::atomic<std::size_t> count_ = 0;
  std::size_t push_slot_ = 0;  // used by the pushing thread alone
  std::size_t pop_slot_ = 0;   // used by the popping thread alone
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
