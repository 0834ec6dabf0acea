// What nearly every exercise and its test include. It is compiled once and loaded before each test
// (checker/rules/precompiled.bzl), which halves the time from a saved file to its verdict.
//
// Thread safety: it declares nothing of its own.
#ifndef CHECKER_TESTING_PRECOMPILED_H_
#define CHECKER_TESTING_PRECOMPILED_H_

// clang-format off: it must come before the library.
#include "checker/explore/libstdcxx/standard_library.h"
// clang-format on

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "checker/testing/workbook_test.h"

#endif  // CHECKER_TESTING_PRECOMPILED_H_
