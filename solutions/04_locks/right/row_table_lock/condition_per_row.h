// Right, other than the reference: who wants rows first announces it to the table (an intention,
// counted per thread), then waits at the row's own condition, where only the next one is woken.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

using RowId = std::uint64_t;

class RowTableLock {
 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;

  void LockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    const auto found = rows_.find(row);
    if (table_holder_ == me || (found != rows_.end() && found->second.holder == me)) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    // The table first: whoever has an intention may get more, the others let a waiter pass.
    table_changed_.wait(lock, [&] {
      return table_holder_ == kNobody && (tables_wanted_ == 0 || intentions_.contains(me));
    });
    ++intentions_[me];
    Row& entry = rows_[row];  // stays where it is as long as somebody uses it
    ++entry.users;
    entry.freed.wait(lock, [&] { return entry.holder == kNobody; });
    entry.holder = me;
  }

  void UnlockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    const std::scoped_lock lock(mutex_);
    const auto found = rows_.find(row);
    if (found == rows_.end() || found->second.holder != me) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    found->second.holder = kNobody;
    if (--found->second.users == 0) {
      rows_.erase(found);
    } else {
      found->second.freed.notify_one();  // all who wait here want the same
    }
    if (--intentions_[me] > 0) return;
    intentions_.erase(me);
    if (intentions_.empty()) table_changed_.notify_all();
  }

  void LockTable() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_holder_ == me || intentions_.contains(me)) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    ++tables_wanted_;
    table_changed_.wait(lock, [&] { return table_holder_ == kNobody && intentions_.empty(); });
    --tables_wanted_;
    table_holder_ = me;
  }

  void UnlockTable() {
    const std::scoped_lock lock(mutex_);
    if (table_holder_ != std::this_thread::get_id()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    table_holder_ = kNobody;
    table_changed_.notify_all();
  }

 private:
  static inline const std::thread::id kNobody{};

  struct Row {
    std::thread::id holder = kNobody;
    std::size_t users = 0;  // the holder and those who wait; the entry goes with the last
    std::condition_variable freed;
  };

  std::mutex mutex_;  // guards all below
  std::condition_variable table_changed_;
  std::unordered_map<RowId, Row> rows_;
  std::unordered_map<std::thread::id, std::size_t> intentions_;
  std::size_t tables_wanted_ = 0;
  std::thread::id table_holder_ = kNobody;
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
