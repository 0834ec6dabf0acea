// A value, or the reason why there is none: what was attempted and what stood in the way.
//
// Thread safety: like the value it holds.
#ifndef CHECKER_SUBMISSION_OR_ERROR_H_
#define CHECKER_SUBMISSION_OR_ERROR_H_

#include <string>
#include <utility>
#include <variant>

namespace checker {

struct Error {
  std::string why;
};

template <class T>
class OrError {
 public:
  // Both are a result already, as with std::expected: a function returns either as it is.
  OrError(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  OrError(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return std::holds_alternative<T>(state_); }

  // REQUIRES: ok(). Another use throws, as it is a bug in the checker.
  const T& value() const { return std::get<T>(state_); }
  T& value() { return std::get<T>(state_); }

  // REQUIRES: !ok().
  const std::string& error() const { return std::get<Error>(state_).why; }

 private:
  std::variant<T, Error> state_;
};

}  // namespace checker

#endif  // CHECKER_SUBMISSION_OR_ERROR_H_
