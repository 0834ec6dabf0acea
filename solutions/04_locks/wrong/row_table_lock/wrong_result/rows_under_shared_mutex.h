// Wrong: the table is a std::shared_mutex that rows take shared. Readers go first there, so who
// asks for the table comes last as long as rows are taken.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <shared_mutex>
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
    const auto held = row_holders_.find(row);
    if (table_holder_ == me || (held != row_holders_.end() && held->second == me)) {
      Throw(std::errc::resource_deadlock_would_occur, "this thread holds the row or the table");
    }
    if (!rows_of_.contains(me)) {
      lock.unlock();
      table_.lock_shared();
      lock.lock();
    }
    ++rows_of_[me];
    changed_.wait(lock, [&] { return !row_holders_.contains(row); });
    row_holders_.emplace(row, me);
  }

  void UnlockRow(RowId row) {
    const auto me = std::this_thread::get_id();
    const std::scoped_lock lock(mutex_);
    const auto held = row_holders_.find(row);
    if (held == row_holders_.end() || held->second != me) {
      Throw(std::errc::operation_not_permitted, "this thread doesn't hold the row");
    }
    row_holders_.erase(held);
    if (--rows_of_[me] == 0) {
      rows_of_.erase(me);
      table_.unlock_shared();
    }
    changed_.notify_all();
  }

  void LockTable() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_holder_ == me || rows_of_.contains(me)) {
      Throw(std::errc::resource_deadlock_would_occur, "this thread holds the table or a row");
    }
    lock.unlock();
    table_.lock();
    lock.lock();
    table_holder_ = me;
  }

  void UnlockTable() {
    const std::scoped_lock lock(mutex_);
    if (table_holder_ != std::this_thread::get_id()) {
      Throw(std::errc::operation_not_permitted, "this thread doesn't hold the table");
    }
    table_holder_ = kNobody;
    table_.unlock();
  }

 private:
  static inline const std::thread::id kNobody{};

  [[noreturn]] static void Throw(std::errc code, const char* why) {
    throw std::system_error(std::make_error_code(code), why);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<RowId, std::thread::id> row_holders_;
  std::unordered_map<std::thread::id, std::size_t> rows_of_;
  std::shared_mutex table_;
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

#endif
