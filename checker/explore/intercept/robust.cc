#include "checker/explore/intercept/robust.h"

#include <linux/futex.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

// The list that glibc keeps for the kernel (get_robust_list(2)); nullptr if there is none.
robust_list_head* ListOfThisThread() {
  robust_list_head* head = nullptr;
  std::size_t size = 0;
  const long error =
      RawCall(SYS_get_robust_list, 0, reinterpret_cast<long>(&head), reinterpret_cast<long>(&size));
  return error == 0 ? head : nullptr;
}

void Leave(std::uintptr_t mutex) {
  int* const word = reinterpret_cast<int*>(mutex);
  if ((*word & FUTEX_TID_MASK) != self->thread_id) return;
  *word = static_cast<int>((static_cast<unsigned>(*word) & FUTEX_WAITERS) | FUTEX_OWNER_DIED);
  ObjectAt(mutex, ObjectKind::kMutex).owner = -1;
}

}  // namespace

void LeaveRobustMutexes() {
  robust_list_head* const head = ListOfThisThread();
  if (head == nullptr) return;
  constexpr std::uintptr_t kInheritsPriority = 1;  // a mark in the pointers of the list
  const robust_list* entry = head->list.next;
  while (entry != &head->list) {
    const auto at = reinterpret_cast<std::uintptr_t>(entry) & ~kInheritsPriority;
    entry = reinterpret_cast<const robust_list*>(at)->next;
    Leave(at + static_cast<std::uintptr_t>(head->futex_offset));
  }
  head->list.next = &head->list;
}

}  // namespace explore
