#include "checker/testing/not_written_yet.h"

#include "checker/explore/report.h"
#include "checker/explore/text.h"

namespace checker {

void NotWrittenYet(const char* idea, std::source_location where) {
  if (arena == nullptr) MapArena();
  TextOf<1024> message;
  message.Add("this is still to be written. An idea to begin with: ").Add(idea);
  ReportNotAttempted(message.c_str(), where.file_name(), static_cast<int>(where.line()));
}

}  // namespace checker
