#include "checker/explore/base/program.h"

#include <link.h>

namespace explore {
namespace {

std::uintptr_t base = 0;
std::uintptr_t code_begin = 0;
std::uintptr_t code_end = 0;
std::uintptr_t program_end = 0;

int LookAt(dl_phdr_info* info, std::size_t, void*) {  // the first entry is the program itself
  base = info->dlpi_addr;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    const std::uintptr_t end = base + segment.p_vaddr + segment.p_memsz;
    if (end > program_end) program_end = end;
    if ((segment.p_flags & PF_X) == 0) continue;
    code_begin = base + segment.p_vaddr;
    code_end = code_begin + segment.p_memsz;
  }
  return 1;
}

// Whether the instruction before `address` is a call: then it may be a return address, otherwise it
// is some other pointer that happens to lie on the stack.
bool FollowsCall(std::uintptr_t address) {
  constexpr std::uintptr_t kLongestCall = 7;
  if (address - code_begin < kLongestCall) return false;  // what lies before may not be readable
  const auto* code = reinterpret_cast<const unsigned char*>(address);
  constexpr unsigned char kCallRelative = 0xe8;
  constexpr unsigned char kCallIndirect = 0xff;
  if (code[-5] == kCallRelative) return true;
  for (int length = 2; length <= static_cast<int>(kLongestCall);
       ++length) {  // ff /2, with its operand
    if (code[-length] == kCallIndirect && (code[-length + 1] & 0x38) == 0x10) return true;
  }
  return false;
}

}  // namespace

void LocateProgram() { dl_iterate_phdr(LookAt, nullptr); }

std::uintptr_t LoadAddress() { return base; }

bool InProgram(const void* pc) {
  const auto address = reinterpret_cast<std::uintptr_t>(pc);
  return address >= code_begin && address < code_end;
}

bool InProgramData(const void* address) {
  const auto where = reinterpret_cast<std::uintptr_t>(address);
  return where >= code_end && where < program_end;
}

void* CallerInProgram(const void* frame, int count) {
  const auto* words = static_cast<void* const*>(frame);
  for (int i = 2; i < count; ++i) {  // the first two: the frame pointer and the return address
    if (InProgram(words[i]) && FollowsCall(reinterpret_cast<std::uintptr_t>(words[i]))) {
      return words[i];
    }
  }
  return nullptr;
}

}  // namespace explore
