#include "checker/testing/measure.h"

#include <gtest/gtest.h>

#include <thread>

#include "checker/explore/arena.h"
#include "checker/explore/heap.h"
#include "checker/explore/report.h"
#include "checker/explore/text.h"

namespace checker {

bool Controlled() { return UnderControl(); }

std::int64_t SystemCallsByThisThread() { return self == nullptr ? 0 : self->system_calls; }

std::int64_t LiveAllocations() { return LiveBlocks(); }

void WorkFor(std::chrono::nanoseconds duration) { std::this_thread::sleep_for(duration); }

namespace {

void NoteLeak(const char* message, std::source_location where) {
  if (UnderControl()) {
    NoteFailure("leak", message, where.file_name(), static_cast<int>(where.line()));
  } else {
    ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line())) << "leak: " << message;
  }
}

}  // namespace

void ExpectNothingLeft(std::int64_t before, const char* what, std::source_location where) {
  const std::int64_t left = LiveAllocations() - before;
  if (left <= 0 || !UnderControl()) return;
  TextOf<512> message;
  message.Add(what).Add(": ").Number(left).Add(" heap blocks were left behind");
  NoteLeak(message.c_str(), where);
}

void ExpectReleased(const char* what, bool released, std::source_location where) {
  if (released) return;
  TextOf<512> message;
  message.Add(what).Add(" should have been given back by now, but something still holds on to it");
  NoteLeak(message.c_str(), where);
}

}  // namespace checker
