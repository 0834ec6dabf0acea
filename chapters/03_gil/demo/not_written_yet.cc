// What a gap in the learner's file does outside a test: the program ends and says so by its exit
// code.
#include "checker/testing/not_written_yet.h"

#include <unistd.h>

namespace checker {

void NotWrittenYet(const char*, std::source_location) { _exit(3); }

}  // namespace checker
