// Builds a text in a buffer of fixed size, without the heap and without libc: it is used where the
// schedule is stuck, and from code that ThreadSanitizer must not see.
//
// Thread safety: none; a Text belongs to whoever has the turn.
#ifndef CHECKER_EXPLORE_BASE_TEXT_H_
#define CHECKER_EXPLORE_BASE_TEXT_H_

#include <cstddef>
#include <cstdint>

namespace explore {

class Text {
 public:
  Text(char* buffer, std::size_t size) : buffer_(buffer), size_(size) { buffer_[0] = 0; }

  Text& Add(const char* text);
  Text& Add(const char* text, std::size_t length);
  Text& Number(std::int64_t value);
  Text& Hex(std::uint64_t value);  // with 0x
  Text& Base36(std::uint64_t value);

  // As a JSON string, with quotes; what is not printable ASCII or UTF-8 is escaped.
  Text& Quoted(const char* text);

  // "name": before a value; a comma first unless the object has just been opened.
  Text& Field(const char* name);
  Text& Field(const char* name, const char* value) { return Field(name).Quoted(value); }
  Text& Field(const char* name, std::int64_t value) { return Field(name).Number(value); }
  Text& Field(const char* name, int value) { return Field(name).Number(value); }

  void Clear() { buffer_[length_ = 0] = 0; }
  const char* c_str() const { return buffer_; }
  std::size_t length() const { return length_; }
  char last() const { return length_ == 0 ? 0 : buffer_[length_ - 1]; }
  bool full() const { return length_ + 1 >= size_; }

  // Writes all of it to a descriptor.
  void WriteTo(int fd) const;

 private:
  char* const buffer_;
  const std::size_t size_;
  std::size_t length_ = 0;
};

// A text with its own buffer.
template <std::size_t kSize>
class TextOf : public Text {
 public:
  TextOf() : Text(storage_, kSize) {}

 private:
  char storage_[kSize];
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_BASE_TEXT_H_
