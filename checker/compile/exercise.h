// An exercise as its chapter declares it: exercise.json.
//
// Thread safety: plain data.
#ifndef CHECKER_COMPILE_EXERCISE_H_
#define CHECKER_COMPILE_EXERCISE_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace checker {

struct Exercise {
  std::string chapter;
  std::string name;
  std::string title;
  std::vector<std::string> files;
  std::map<std::string, int> points;  // test case -> points
  std::vector<std::string> given;
  std::map<std::string, std::string> forbidden;  // `std::mutex` -> why not
  std::set<std::string> allowed;  // names and headers that are otherwise refused; "loopback" and
                                  // "io_uring" open the sandbox for them
  std::int64_t schedules = 300;
  std::chrono::seconds time_limit{60};  // processor time of one test case
  std::int64_t memory_bytes = std::int64_t{2} << 30;
  std::int64_t output_bytes = std::int64_t{256} << 10;
  int processes = 64;
  int descriptors = 4096;  // files and sockets that one process may have open
  std::string test;        // its path in the workspace

  int MaxPoints() const;
};

// Throws std::runtime_error that says what is wrong with the text.
Exercise ExerciseFromJson(const std::string& text);

}  // namespace checker

#endif  // CHECKER_COMPILE_EXERCISE_H_
