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

void ExpectNothingLeft(std::int64_t before, const char* what, std::source_location where) {
  const std::int64_t now = LiveAllocations();
  if (now <= before || !UnderControl()) return;
  TextOf<512> message;
  message.Add(what).Add(": ").Number(now - before).Add(" heap blocks were left behind");
  NoteFailure("leak", message.c_str(), where.file_name(), static_cast<int>(where.line()));
}

}  // namespace checker
