// An object that carries its own reference count.
//
// Given, complete. `struct Node : Counted<AtomicCount> { ... }`; made with new, its count begins
// with 1, which is the maker's: Ref<Node>::Adopt(new Node).
//
// Thread safety: refs() may be called by any thread; what it may do with the count is said there.
#ifndef CHAPTERS_03_GIL_COUNTED_H_
#define CHAPTERS_03_GIL_COUNTED_H_

#include <functional>
#include <type_traits>

template <class Count>
class Counted {
 public:
  virtual ~Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  Count& refs() { return count_; }

 protected:
  Counted() : count_(MakeCount()) {}

 private:
  // A count that may find out by itself that nobody is left is told how to destroy the object.
  Count MakeCount() {
    if constexpr (std::is_constructible_v<Count, std::function<void()>>) {
      return Count([this] { delete this; });
    } else {
      return Count();
    }
  }

  Count count_;
};

#endif  // CHAPTERS_03_GIL_COUNTED_H_
