// Wrong: the look at a row that nobody holds makes an entry for it, which a refused unlock leaves
// behind.
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

class RowTableLock {
  struct Row {
    std::thread::id holder;
    int waiting = 0;
  };

 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;
  void LockRow(RowId id) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_ == me || rows_[id].holder == me) Refuse(std::errc::resource_deadlock_would_occur);
    Row& row = rows_[id];
    ++row.waiting;
    changed_.wait(lock, [&] {
      return table_ == std::thread::id() && row.holder == std::thread::id() &&
             (!wanted_ || count_.contains(me));
    });
    --row.waiting;
    row.holder = me;
    ++count_[me];
  }
  void UnlockRow(RowId id) {
    const auto me = std::this_thread::get_id();
    std::lock_guard lock(mutex_);
    if (rows_[id].holder != me) Refuse(std::errc::operation_not_permitted);
    rows_[id].holder = {};
    if (rows_[id].waiting == 0) rows_.erase(id);
    if (--count_[me] == 0) count_.erase(me);
    changed_.notify_all();
  }
  void LockTable() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (table_ == me || count_.contains(me)) Refuse(std::errc::resource_deadlock_would_occur);
    ++wanted_;
    changed_.wait(lock, [&] { return table_ == std::thread::id() && count_.empty(); });
    --wanted_;
    table_ = me;
  }
  void UnlockTable() {
    std::lock_guard lock(mutex_);
    if (table_ != std::this_thread::get_id()) Refuse(std::errc::operation_not_permitted);
    table_ = {};
    changed_.notify_all();
  }

 private:
  [[noreturn]] static void Refuse(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<RowId, Row> rows_;
  std::map<std::thread::id, int> count_;
  int wanted_ = 0;
  std::thread::id table_;
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
