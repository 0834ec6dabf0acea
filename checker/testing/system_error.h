// Refusals: functions that throw std::system_error.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_TESTING_SYSTEM_ERROR_H_
#define CHECKER_TESTING_SYSTEM_ERROR_H_

#include <functional>
#include <system_error>

namespace checker {

// Whether `call` throws std::system_error with this code. Any other exception comes out.
bool ThrowsSystemError(std::errc code, const std::function<void()>& call);

}  // namespace checker

#endif  // CHECKER_TESTING_SYSTEM_ERROR_H_
