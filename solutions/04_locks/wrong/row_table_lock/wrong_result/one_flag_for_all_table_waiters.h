// Wrong: the first of two waiters for the table takes the flag down that keeps first rows from
// passing the second.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

using RowId = std::uint64_t;

// Two conditions: one for those who want rows, one for those who want the table.
class RowTableLock {
 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;

  void LockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    const auto held = holder_of_.find(row);
    if (table_holder_ == me || (held != holder_of_.end() && held->second == me))
      Refuse(std::errc::resource_deadlock_would_occur);
    while (table_holder_ != std::thread::id() || holder_of_.count(row) != 0 ||
           (tables_wanted_ > 0 && rows_of_.count(me) == 0)) {
      rows_changed_.wait(lock);
    }
    holder_of_[row] = me;
    ++rows_of_[me];
  }
  void UnlockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    const auto held = holder_of_.find(row);
    if (held == holder_of_.end() || held->second != me) Refuse(std::errc::operation_not_permitted);
    holder_of_.erase(held);
    if (--rows_of_[me] == 0) rows_of_.erase(me);
    rows_changed_.notify_all();
    if (holder_of_.empty()) table_free_.notify_one();
  }
  void LockTable() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_holder_ == me || rows_of_.count(me) != 0)
      Refuse(std::errc::resource_deadlock_would_occur);
    tables_wanted_ = 1;
    while (table_holder_ != std::thread::id() || !holder_of_.empty()) table_free_.wait(lock);
    tables_wanted_ = 0;
    table_holder_ = me;
  }
  void UnlockTable() {
    std::unique_lock lock(mutex_);
    if (table_holder_ != std::this_thread::get_id()) Refuse(std::errc::operation_not_permitted);
    table_holder_ = {};
    table_free_.notify_one();
    rows_changed_.notify_all();
  }

 private:
  [[noreturn]] static void Refuse(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }
  std::mutex mutex_;
  std::condition_variable rows_changed_, table_free_;
  std::map<RowId, std::thread::id> holder_of_;
  std::map<std::thread::id, int> rows_of_;
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
