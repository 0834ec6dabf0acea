#include "checker/explore/state/shared_memory.h"

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
      if (end_ <= 0) return end_ = 0, last_ = -1;
    }
    return last_ = static_cast<unsigned char>(buffer_[at_++]);
  }

  // To the end of the line. The character read last may have been that already.
  void SkipLine() {
    while (last_ >= 0 && last_ != '\n') Next();
  }

  // A number and the character behind it.
  std::uintptr_t NextNumber(unsigned base) {
    std::uintptr_t number = 0;
    for (int c = Next();; c = Next()) {
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) return number;
      number = number * base + static_cast<std::uintptr_t>(digit);
    }
  }

 private:
  const long fd_;
  long at_ = 0;
  long end_ = 0;
  int last_ = 0;
  char buffer_[4096];
};

// One line, like  7f12000-7f13000 rw-s 00000000 00:01 1234  /file . Returns whether there was one.
bool ReadMapping(Reader& maps, SharedMapping& mapping, bool& shared) {
  mapping.begin = maps.NextNumber(16);
  mapping.end = maps.NextNumber(16);
  int c = 0;
  for (int i = 0; i < 4; ++i) c = maps.Next();
  shared = c == 's';
  maps.Next();
  mapping.offset = maps.NextNumber(16);
  const std::uintptr_t major = maps.NextNumber(16);
  const std::uintptr_t minor = maps.NextNumber(16);
  mapping.file = (major << 8 | minor) << 48 ^ maps.NextNumber(10);
  return c >= 0;
}

}  // namespace

void SharedMappings::Read() {
  Reader maps("/proc/self/maps");
  SharedMapping mapping;
  bool shared = false;
  count_ = 0;
  while (ReadMapping(maps, mapping, shared)) {
    if (shared && count_ < kMostMappings) mappings_[count_++] = mapping;
    maps.SkipLine();
  }
}

const SharedMapping* SharedMappings::Holding(std::uintptr_t address) const {
  for (int i = 0; i < count_; ++i) {
    if (mappings_[i].begin <= address && address < mappings_[i].end) return &mappings_[i];
  }
  return nullptr;
}

}  // namespace explore
