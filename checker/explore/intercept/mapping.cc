// Calls that map memory or take it away: after them it has to be looked anew what of it is shared
// with other processes.
#include <dlfcn.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/shm.h>

#include "checker/explore/state/identity.h"

extern "C" {
void* __interceptor_mmap(void* address, size_t size, int access, int flags, int fd, off_t offset);
int __interceptor_munmap(void* address, size_t size);
}

namespace explore {
namespace {

template <class Function>
Function Next(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

void* mmap(void* address, size_t size, int access, int flags, int fd, off_t offset) noexcept {
  ForgetMappings();
  return __interceptor_mmap(address, size, access, flags, fd, offset);
}

int munmap(void* address, size_t size) noexcept {
  ForgetMappings();
  return __interceptor_munmap(address, size);
}

void* shmat(int segment, const void* address, int flags) noexcept {
  ForgetMappings();
  return Next(&shmat, "shmat")(segment, address, flags);
}

sem_t* sem_open(const char* name, int flags, ...) noexcept {
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
  const unsigned value = (flags & O_CREAT) != 0 ? va_arg(list, unsigned) : 0;
  va_end(list);
  ForgetMappings();
  return Next(&sem_open, "sem_open")(name, flags, mode, value);
}

}  // extern "C"
