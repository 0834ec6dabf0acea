#include "checker/testing/threads.h"

#include <gtest/gtest.h>

#include <exception>
#include <thread>
#include <utility>

#include "checker/explore/api.h"

namespace checker {
namespace {

void RunReporting(const Body& body) {
  try {
    body();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "an exception left a thread: " << error.what();
  } catch (...) {
    ADD_FAILURE() << "an exception left a thread";
  }
}

}  // namespace

// By value: a body may change the list that it was taken from.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void RunTogether(std::vector<Body> bodies) {
  std::vector<std::thread> threads;
  {
    const explore::Unscheduled unscheduled;  // the vector's memory is not the student's
    threads.reserve(bodies.size());
  }
  for (const Body& body : bodies) threads.emplace_back([&body] { RunReporting(body); });
  for (std::thread& thread : threads) thread.join();
}

void RunTogether(int count, const std::function<void(int)>& body) {
  std::vector<Body> bodies;
  bodies.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) bodies.emplace_back([&body, i] { body(i); });
  RunTogether(std::move(bodies));
}

void FailThreadCreation(int successes, int failures) {
  explore::FailThreadCreation(successes, failures);
}

int ThreadsMade() { return explore::ThreadsMade(); }

}  // namespace checker
