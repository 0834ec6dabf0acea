// A ring of slots through which one thread hands items to one other, without a lock.
//
// Thread safety: TryPush may be called by one thread, TryPop by one other; size and capacity by
// any. Each call ends after a few steps of its own, wherever the other thread may be standing.
#ifndef CHAPTERS_07_QUEUES_SPSC_RING_H_
#define CHAPTERS_07_QUEUES_SPSC_RING_H_

#include <cstddef>
#include <optional>

#include "checker/testing/not_written_yet.h"

// T can be moved without a throw and perhaps not be made without arguments. It is made in its slot
// by TryPush and destroyed by TryPop. Index is an unsigned number that counts positions.
template <class T, class Index = std::size_t>
class SpscRing {
 public:
  // Room for exactly `capacity` items: any number from 1 to half the number of values that an
  // Index has (128 for std::uint8_t); another one throws std::invalid_argument.
  explicit SpscRing(std::size_t capacity) : capacity_(capacity) {
    // TODO: check the capacity and get memory for the slots.
    checker::NotWrittenYet("std::allocator gives memory in which no T lives yet");
  }

  // Destroys what is left.
  ~SpscRing() {
    // TODO: destroy the items that nobody has popped.
  }

  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  // Moves the item in; false if the ring is full, and then the item is not moved from. Whatever
  // this thread wrote before can be read by the thread that pops the item.
  bool TryPush(T&& item) {
    // TODO: make the item in its slot, then publish it.
    static_cast<void>(item);
    checker::NotWrittenYet("std::construct_at, and after it a store with release");
  }

  // Takes the oldest item out; nullopt if there is none.
  std::optional<T> TryPop() {
    // TODO: move the item out, destroy what is in the slot, then give the slot back.
    checker::NotWrittenYet("a load with acquire, and in the end a store with release");
  }

  // How many items there are: never more than capacity, and exact while nobody pushes or pops.
  std::size_t size() const {
    // TODO: find out how many were pushed and not popped.
    checker::NotWrittenYet("between two loads both threads may go on");
  }

  std::size_t capacity() const { return capacity_; }

 private:
  const std::size_t capacity_;
};

#endif  // CHAPTERS_07_QUEUES_SPSC_RING_H_
