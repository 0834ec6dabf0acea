// Exercise 5: a | b | c: several programs at once, each reading what the one before it writes.
//
// Given: pidfd.h, for those who want to poll for the end of a process.
//
// Thread safety: RunPipeline may be called by any thread, also by several at once.
#ifndef CHAPTERS_01_PROCESSES_PIPELINE_H_
#define CHAPTERS_01_PROCESSES_PIPELINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/testing/not_written_yet.h"

struct PipelineResult {
  std::vector<int> statuses = {};  // of each stage, in their order: 0..255, or -N: died by signal N
  std::string out = {};            // all that the last stage wrote to its 1
};

// Runs the stages, each of them a program (looked up as execvp does) and its arguments, all at
// once. The first reads `input` as its 0, each other one what the one before it writes to its 1.
// Returns when all of them have ended and nobody has the last one's 1 open any more; sleeps until
// then. Input that nobody has read by then is dropped and is no error, nor is a stage that ends
// while others still read or write.
//
// Every stage has its two pipe ends as 0 and 1, and no end of any other pipe: so a reader sees the
// end of the stream when the writer is gone, and a writer gets SIGPIPE when the reader is. SIGPIPE
// has its default effect there and the mask is empty, whatever the caller ignores or blocks: `yes |
// head -n 1` is {-13, 0}. All else is the caller's, as an exec leaves it: stderr (2), process
// group, working directory, environment, other signals. Nor does any end outlive an exec in a
// program that another thread starts at the same time.
//
// However many stages there are, it has at most 12 descriptors open at a time, besides those that
// were open before.
//
// Throws std::invalid_argument, and starts nothing, if there is no stage, if one has no program, or
// if an argument holds a NUL byte. If a stage can't be started (pipe2, fork, exec, any step between
// them) throws std::system_error with the errno, of one of them if there are several; those that
// run already get SIGKILL, and all are reaped. The same if anything is thrown later. Nothing that
// failed is tried again, except after EINTR, which is no failure, and short reads and writes.
//
// Afterwards, also if it throws, the process has the same descriptors and threads, the caller the
// same mask and pending signals. Dispositions do not change even meanwhile; other children are not
// touched.
//
// REQUIRES: the caller's 0, 1 and 2 are open. `input` stays valid until the return. SIGCHLD is not
// ignored, and nobody else takes the status of a stage.
inline PipelineResult RunPipeline(const std::vector<std::vector<std::string>>& /*stages*/,
                                  std::string_view /*input*/ = {}) {
  // TODO: start the stages from left to right; feed and collect; wait for all.
  checker::NotWrittenYet("Which ends has the parent open after it started stage k, and why?");
}

#endif  // CHAPTERS_01_PROCESSES_PIPELINE_H_
