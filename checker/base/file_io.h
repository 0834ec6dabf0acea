// Whole files of our own, in one go. Files that somebody else laid out are read with more care:
// checker/submission/safe_read.h.
//
// Thread safety: any thread.
#ifndef CHECKER_BASE_FILE_IO_H_
#define CHECKER_BASE_FILE_IO_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "checker/base/status.h"

namespace checker {

// The contents of the file. Fails with "cannot read PATH".
StatusOr<std::string> ReadFile(const std::filesystem::path& path);

// Writes a file so that readers see the old contents or the new, never a part. Fails with
// "cannot write PATH: " and the reason.
Status WriteAtomically(const std::filesystem::path& path, std::string_view contents);

}  // namespace checker

#endif  // CHECKER_BASE_FILE_IO_H_
