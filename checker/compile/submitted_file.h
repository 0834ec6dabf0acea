// Reads one file that somebody handed in, whatever it may turn out to be.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_COMPILE_SUBMITTED_FILE_H_
#define CHECKER_COMPILE_SUBMITTED_FILE_H_

#include <string>

#include "checker/submission/safe_read.h"

namespace checker {

// Files of more than kLargestFileBytes are not read. Links are followed: whether a submission may
// hold any is for its reader to decide.
FileRead ReadSubmittedFile(const std::string& path);

}  // namespace checker

#endif  // CHECKER_COMPILE_SUBMITTED_FILE_H_
