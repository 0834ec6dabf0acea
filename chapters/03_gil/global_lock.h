// The coarsest way to lock a dict: one lock for all dicts of the process, as the GIL is.
//
// Given, complete; PerObjectLock and Striped can be written in its image. Every Dict has a member
// of this type and asks it for the lock of a stripe.
//
// Thread safety: stripe() may be called by any thread.
#ifndef CHAPTERS_03_GIL_GLOBAL_LOCK_H_
#define CHAPTERS_03_GIL_GLOBAL_LOCK_H_

#include <cstddef>
#include <shared_mutex>

class GlobalLock {
 public:
  static constexpr std::size_t kStripes = 1;

  // The lock of a stripe, the same one for every dict. Lock it as any mutex; or let those who only
  // read share it, with std::shared_lock.
  std::shared_mutex& stripe(std::size_t /*index*/) const { return mutex_; }

 private:
  inline static std::shared_mutex mutex_;
};

#endif  // CHAPTERS_03_GIL_GLOBAL_LOCK_H_
