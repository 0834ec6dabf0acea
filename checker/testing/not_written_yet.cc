#include "checker/testing/not_written_yet.h"

#include <cstdio>

#include "checker/explore/api.h"

namespace checker {

void NotWrittenYet(const char* idea, std::source_location where) {
  char message[1024];
  std::snprintf(message, sizeof message, "this is still to be written. An idea to begin with: %s",
                idea);
  explore::EndNotAttempted(message, where.file_name(), static_cast<int>(where.line()));
}

}  // namespace checker
