// Memory that other processes may see, too: what proc_pid_maps(5) says of the calling process.
//
// Thread safety: none; called by the task that has the turn.
#ifndef CHECKER_EXPLORE_STATE_SHARED_MEMORY_H_
#define CHECKER_EXPLORE_STATE_SHARED_MEMORY_H_

#include <cstdint>

namespace explore {

// A MAP_SHARED mapping. What is mapped without a file has one of its own in the kernel.
struct SharedMapping {
  std::uintptr_t begin;
  std::uintptr_t end;
  std::uintptr_t offset;  // of `begin` in the file
  std::uintptr_t file;    // device and inode in one number
};

class SharedMappings {
 public:
  // Takes down all there are; beyond the limit memory counts as private.
  void Read();

  // The mapping that the address lies in, nullptr if it is private memory.
  const SharedMapping* Holding(std::uintptr_t address) const;

 private:
  static constexpr int kMostMappings = 256;

  int count_ = 0;
  SharedMapping mappings_[kMostMappings];
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_SHARED_MEMORY_H_
