// Places in code: an address in the test binary, and what the debug information says about it.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_FRAME_H_
#define CHECKER_FINDINGS_FRAME_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace checker {

// An offset into the test binary, of the instruction itself (not of the one after a call).
using CodeOffset = std::uint64_t;
using Stack = std::vector<CodeOffset>;  // innermost first; frames of other modules are left out

struct Frame {
  std::string function;  // demangled, with parameters: "RLock::lock()"
  std::string file;      // a path as the compiler saw it
  int line = 0;
  int column = 0;
};

// Innermost first: an address in inlined code has several frames.
using Symbols = std::map<CodeOffset, std::vector<Frame>>;

// The output of `llvm-symbolizer --output-style=JSON`. Addresses without information are left out.
Symbols ParseSymbolizerOutput(const std::string& json);

// "RLock::lock()" -> "lock"; a lambda goes by the function it stands in; "std::thread::join()" ->
// "join"; templates lose their arguments.
std::string ShortFunctionName(const std::string& demangled);

}  // namespace checker

#endif  // CHECKER_FINDINGS_FRAME_H_
