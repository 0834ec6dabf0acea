#include "checker/testing/system_error.h"

namespace checker {

bool ThrowsSystemError(std::errc code, const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code() == code;
  }
  return false;
}

}  // namespace checker
