// Where each thread stands when a schedule can't go on, and who waits for whom.
//
// Thread safety: called by the task that has the turn, or by the parent when the process has died.
#ifndef CHECKER_EXPLORE_REPORT_THREAD_SNAPSHOT_H_
#define CHECKER_EXPLORE_REPORT_THREAD_SNAPSHOT_H_

#include "checker/explore/base/text.h"
#include "checker/explore/state/arena.h"

namespace explore {

// The state of all threads for a report, kept while the schedule is probed further. It lies in
// memory shared with the parent process.
struct ThreadSnapshot {
  TextOf<std::size_t{1} << 19> threads;  // JSON array
  TextOf<std::size_t{1} << 19> words;    // the same for a person
  TextOf<1024> cycle;                    // JSON array of task ids
};
ThreadSnapshot& TheThreadSnapshot();
void TakeThreadSnapshot();

// "the test", "thread 1", "process 1", "process 1, thread 2".
Text& AddName(Text& text, const Task& task);
Text& AddName(Text& text, int number);

// "mutex #2", "thread 1": what the operation works on, and the number in it; nothing and 0 if it
// works on nothing.
void DescribeObject(Text& text, const Pending& pending);
int NumberOfObject(const Pending& pending);

// The task whose lock or end `task` waits for, nullptr if that can't be said.
Task* WaitsFor(const Task& task);

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_THREAD_SNAPSHOT_H_
