#include "checker/testing/measure.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <thread>

#include "checker/explore/api.h"

namespace checker {

bool Controlled() { return explore::Controlled(); }

std::int64_t SystemCallsByThisThread() { return explore::SystemCallsByThisThread(); }

std::int64_t LiveAllocations() { return explore::LiveAllocations(); }

void WorkFor(std::chrono::nanoseconds duration) { std::this_thread::sleep_for(duration); }

void UntilTheOthersWait() { WorkFor(std::chrono::milliseconds(100)); }

namespace {

// In a buffer, since a string's memory would be counted.
constexpr std::size_t kLongestMessage = 512;

void NoteLeak(const char* message, std::source_location where) {
  if (Controlled()) {
    explore::NoteFinding(protocol::FindingKind::kLeak, message, where.file_name(),
                         static_cast<int>(where.line()));
  } else {
    ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line())) << "leak: " << message;
  }
}

}  // namespace

void ExpectNothingLeft(std::int64_t before, const char* what, std::source_location where) {
  const std::int64_t left = LiveAllocations() - before;
  if (left <= 0 || !Controlled()) return;
  char message[kLongestMessage];
  std::snprintf(message, sizeof message, "%s: %lld heap blocks were left behind", what,
                static_cast<long long>(left));
  NoteLeak(message, where);
}

void ExpectAbout(std::chrono::nanoseconds passed, std::chrono::nanoseconds promised,
                 const char* what, std::source_location where) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const std::chrono::milliseconds allowed(Controlled() ? 1 : 1000);
  if (promised <= passed && passed <= promised + allowed) return;
  ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line()))
      << what << (passed < promised ? " too early" : " too late") << ": after "
      << Milliseconds(passed).count() << " ms, promised were " << Milliseconds(promised).count()
      << " ms";
}

void ExpectReleased(const char* what, bool released, std::source_location where) {
  if (released) return;
  char message[kLongestMessage];
  std::snprintf(message, sizeof message,
                "%s should have been given back by now, but something still holds on to it", what);
  NoteLeak(message, where);
}

}  // namespace checker
