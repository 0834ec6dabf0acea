// An array that is always seen whole: one thread turns it from 0 to 1 while another prints it, and
// nobody ever sees it half 0, half 1.
#ifndef CHAPTERS_04_LOCKS_SNAPSHOT_H_
#define CHAPTERS_04_LOCKS_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <type_traits>

#include "checker/testing/not_written_yet.h"

// Any thread may call anything at any time. Each call is one step to everybody else, and what was
// written before a SetAll or Set can be read by who has seen its value.
template <class T, std::size_t N>
class SnapshotArray {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8 && N > 0);

 public:
  explicit SnapshotArray([[maybe_unused]] T initial = {}) {
    // TODO: all N elements begin as `initial`.
    checker::NotWrittenYet("what keeps a reader and a writer apart?");
  }
  SnapshotArray(const SnapshotArray&) = delete;
  SnapshotArray& operator=(const SnapshotArray&) = delete;

  // Gives every element this value: a reader sees all of it or nothing.
  void SetAll([[maybe_unused]] T value) {
    // TODO: change all elements in one step.
    checker::NotWrittenYet("a loop over elements is many steps, unless nobody can look meanwhile");
  }

  // Gives one element this value; no Set is lost. Throws std::out_of_range if i >= N.
  void Set([[maybe_unused]] std::size_t i, [[maybe_unused]] T value) {
    // TODO: what if another thread sets another element at the same time?
    checker::NotWrittenYet("writers must keep out of each other's way as well");
  }

  // A picture of all elements at one moment, copied.
  std::array<T, N> Read() const {
    // TODO: the copy must be finished before anybody writes again.
    checker::NotWrittenYet("readers have to do their part, not only writers");
  }

  // Returns f(picture). f is called once, with a picture that doesn't change meanwhile; while
  // nobody writes, two f can run at once. If f throws, the exception leaves and nothing stays
  // locked. f doesn't call the array.
  template <class F>
  auto View([[maybe_unused]] F f) const {
    // TODO: call f with a const std::array<T, N>&.
    checker::NotWrittenYet("readers needn't wait for each other");
    return f(std::array<T, N>{});  // tells the compiler what View returns
  }
};

#endif  // CHAPTERS_04_LOCKS_SNAPSHOT_H_
