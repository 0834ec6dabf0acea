// A test binary whose submission ends the program before main() can begin.
#include <stdlib.h>

namespace {

const int kEnded = (exit(0), 0);

}  // namespace

int main() { return kEnded; }
