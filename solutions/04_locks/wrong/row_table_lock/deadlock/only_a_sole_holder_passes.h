// Wrong: only if nobody else holds rows may a holder pass the waiter for the table. Two holders who
// want more wait for the waiter, and he for them.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

using RowId = std::uint64_t;

// Which rows are held, and how many each thread holds.
class RowTableLock {
 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;

  void LockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_holder_ == me || (mine_.contains({me, row})))
      Refuse(std::errc::resource_deadlock_would_occur);
    changed_.wait(lock, [&] {
      return table_holder_ == std::thread::id() && !held_.contains(row) &&
             (tables_wanted_ == 0 || (count_.contains(me) && count_.size() == 1));
    });
    held_.insert(row);
    mine_.insert({me, row});
    ++count_[me];
  }
  void UnlockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    std::lock_guard lock(mutex_);
    if (!mine_.contains({me, row})) Refuse(std::errc::operation_not_permitted);
    held_.erase(row);
    mine_.erase({me, row});
    if (--count_[me] == 0) count_.erase(me);
    changed_.notify_all();
  }
  void LockTable() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_holder_ == me || count_.contains(me))
      Refuse(std::errc::resource_deadlock_would_occur);
    ++tables_wanted_;
    changed_.wait(lock, [&] { return table_holder_ == std::thread::id() && held_.empty(); });
    --tables_wanted_;
    table_holder_ = me;
  }
  void UnlockTable() {
    std::lock_guard lock(mutex_);
    if (table_holder_ != std::this_thread::get_id()) Refuse(std::errc::operation_not_permitted);
    table_holder_ = {};
    changed_.notify_all();
  }

 private:
  [[noreturn]] static void Refuse(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<RowId> held_;
  std::set<std::pair<std::thread::id, RowId>> mine_;
  std::map<std::thread::id, int> count_;
  int tables_wanted_ = 0;
  std::thread::id table_holder_;
};

class RowGuard {
 public:
  RowGuard(RowTableLock& lock, RowId row) : lock_(lock), row_(row) { lock_.LockRow(row_); }
  ~RowGuard() { lock_.UnlockRow(row_); }
  RowGuard(const RowGuard&) = delete;
  RowGuard& operator=(const RowGuard&) = delete;

 private:
  RowTableLock& lock_;
  const RowId row_;
};

class TableGuard {
 public:
  explicit TableGuard(RowTableLock& lock) : lock_(lock) { lock_.LockTable(); }
  ~TableGuard() { lock_.UnlockTable(); }
  TableGuard(const TableGuard&) = delete;
  TableGuard& operator=(const TableGuard&) = delete;

 private:
  RowTableLock& lock_;
};

#endif  // CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
