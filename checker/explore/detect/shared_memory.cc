#include "checker/explore/detect/shared_memory.h"

#include <fcntl.h>

#include "checker/explore/base/raw.h"

namespace explore {
namespace {

// Reads a file byte by byte: there may be no heap to call on.
class Reader {
 public:
  explicit Reader(const char* name)
      : fd_(RawCall(SYS_open, reinterpret_cast<long>(name), O_RDONLY)) {}
  ~Reader() { RawCall(SYS_close, fd_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // -1 at the end.
  int Next() {
    if (at_ == end_) {
      at_ = 0;
      end_ = RawCall(SYS_read, fd_, reinterpret_cast<long>(buffer_), sizeof buffer_);
      if (end_ <= 0) return end_ = 0, -1;
    }
    return static_cast<unsigned char>(buffer_[at_++]);
  }

  // A hexadecimal number and the character behind it.
  std::uintptr_t NextNumber() {
    std::uintptr_t number = 0;
    for (int c = Next();; c = Next()) {
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) return number;
      number = number * 16 + static_cast<std::uintptr_t>(digit);
    }
  }

 private:
  const long fd_;
  long at_ = 0;
  long end_ = 0;
  char buffer_[4096];
};

}  // namespace

bool IsSharedMemory(std::uintptr_t address) {
  Reader maps("/proc/self/maps");  // lines like  7f12000-7f13000 rw-s 00000000 00:01 1234  /file
  for (;;) {
    const std::uintptr_t begin = maps.NextNumber();
    const std::uintptr_t end = maps.NextNumber();
    int c = 0;
    for (int i = 0; i < 4; ++i) c = maps.Next();
    if (c < 0) return false;
    if (begin <= address && address < end) return c == 's';
    while (c >= 0 && c != '\n') c = maps.Next();
  }
}

}  // namespace explore
