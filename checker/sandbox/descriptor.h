// Owns a file descriptor.
//
// Thread safety: none; one thread at a time.
#ifndef CHECKER_SANDBOX_DESCRIPTOR_H_
#define CHECKER_SANDBOX_DESCRIPTOR_H_

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace checker {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { Close(); }

  int get() const { return number_; }
  bool open() const { return number_ >= 0; }
  void Close() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

// The same file under a number of 64 or more (and close-on-exec), where it is in nobody's way: the
// low numbers are those that a program in the sandbox is to find.
inline Descriptor OutOfTheWay(int number) {
  const int moved = fcntl(number, F_DUPFD_CLOEXEC, 64);
  close(number);
  return Descriptor(moved);
}

}  // namespace checker

#endif  // CHECKER_SANDBOX_DESCRIPTOR_H_
