#include "checker/explore/base/text.h"

#include "checker/explore/base/raw.h"

namespace explore {

Text& Text::Add(const char* text) { return Add(text, RawLength(text)); }

Text& Text::Add(const char* text, std::size_t length) {
  const std::size_t room = size_ - 1 - length_;
  if (length > room) length = room;
  RawCopy(buffer_ + length_, text, length);
  length_ += length;
  buffer_[length_] = 0;
  return *this;
}

Text& Text::Number(std::int64_t value) {
  char digits[24];
  int at = sizeof digits;
  std::uint64_t rest = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : value;
  do {
    digits[--at] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) digits[--at] = '-';
  return Add(digits + at, sizeof digits - at);
}

Text& Text::Hex(std::uint64_t value) {
  char digits[16];
  int at = sizeof digits;
  do {
    digits[--at] = "0123456789abcdef"[value & 15];
    value >>= 4;
  } while (value != 0);
  return Add("0x").Add(digits + at, sizeof digits - at);
}

Text& Text::Base36(std::uint64_t value) {
  char digits[16];
  int at = sizeof digits;
  do {
    digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[value % 36];
    value /= 36;
  } while (value != 0);
  return Add(digits + at, sizeof digits - at);
}

Text& Text::Quoted(const char* text) {
  Add("\"");
  for (; *text != 0; ++text) {
    const unsigned char c = static_cast<unsigned char>(*text);
    if (c == '"' || c == '\\') {
      Add("\\").Add(text, 1);
    } else if (c == '\n') {
      Add("\\n");
    } else if (c < 0x20 || c == 0x7f) {
      const char hex[] = {"0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
      Add("\\u00").Add(hex, 2);
    } else {
      Add(text, 1);
    }
  }
  return Add("\"");
}

Text& Text::Field(const char* name) {
  if (last() != '{') Add(",");
  return Add("\"").Add(name).Add("\":");
}

void Text::WriteTo(int fd) const {
  std::size_t done = 0;
  while (done < length_) {
    const long n = RawCall(SYS_write, fd, reinterpret_cast<long>(buffer_ + done),
                           static_cast<long>(length_ - done));
    if (n <= 0) return;
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace explore
