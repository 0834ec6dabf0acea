// Whether something was done, or why it was not; and a value, or why there is none. A failure says
// what was attempted and what stood in the way.
//
// Thread safety: like the values they hold.
#ifndef CHECKER_BASE_STATUS_H_
#define CHECKER_BASE_STATUS_H_

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace checker {

class [[nodiscard]] Status {
 public:
  Status() = default;  // done
  explicit Status(std::string why) : ok_(false), message_(std::move(why)) {}

  bool ok() const { return ok_; }
  const std::string& message() const { return message_; }  // "" when ok()

 private:
  bool ok_ = true;
  std::string message_;
};

inline Status OkStatus() { return Status(); }
inline Status Error(std::string message) { return Status(std::move(message)); }

template <class T>
class [[nodiscard]] StatusOr {
 public:
  // Both are a result already, as with std::expected: a function returns either as it is.
  StatusOr(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  // REQUIRES: !status.ok().
  StatusOr(Status status)  // NOLINT(google-explicit-constructor)
      : status_(std::move(status)) {}

  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }

  // Throws std::runtime_error with the status's message if !ok().
  const T& value() const { return ok() ? *value_ : throw std::runtime_error(status_.message()); }
  T& value() { return ok() ? *value_ : throw std::runtime_error(status_.message()); }

  T value_or(T otherwise) const { return value_.value_or(std::move(otherwise)); }

 private:
  Status status_;
  std::optional<T> value_;
};

}  // namespace checker

#endif  // CHECKER_BASE_STATUS_H_
