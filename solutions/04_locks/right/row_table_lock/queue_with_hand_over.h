// Right, other than the reference: all who wait stand in one queue, and whoever gives something
// back hands it over to those who can have it, in the order in which they came.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <condition_variable>
#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

using RowId = std::uint64_t;

class RowTableLock {
 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;

  void LockRow(RowId row) { WaitFor(row); }

  void UnlockRow(RowId row) {
    const std::scoped_lock lock(mutex_);
    const auto mine = rows_of_.find(std::this_thread::get_id());
    if (mine == rows_of_.end() || mine->second.erase(row) == 0) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (mine->second.empty()) rows_of_.erase(mine);
    taken_.erase(row);
    HandOver();
  }

  void LockTable() { WaitFor(std::nullopt); }

  void UnlockTable() {
    const std::scoped_lock lock(mutex_);
    if (table_holder_ != std::this_thread::get_id()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    table_holder_ = kNobody;
    HandOver();
  }

 private:
  static inline const std::thread::id kNobody{};

  struct Waiter {
    const std::thread::id thread;
    const std::optional<RowId> row;  // none: the table
    bool has_it = false;
    std::condition_variable told;
  };

  void WaitFor(std::optional<RowId> row) {
    Waiter waiter{.thread = std::this_thread::get_id(), .row = row, .told = {}};
    std::unique_lock lock(mutex_);
    const auto mine = rows_of_.find(waiter.thread);
    const bool own_row = mine != rows_of_.end() && (!row || mine->second.contains(*row));
    if (own_row || table_holder_ == waiter.thread) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    queue_.push_back(&waiter);
    HandOver();  // perhaps at once to ourselves
    waiter.told.wait(lock, [&] { return waiter.has_it; });
  }

  // Gives everybody in the queue what he can have; a waiter for the table holds up the first rows
  // of those behind him, nothing else.
  void HandOver() {
    bool table_ahead = false;
    for (auto next = queue_.begin(); next != queue_.end();) {
      Waiter& waiter = **next;
      if (!CanHaveIt(waiter, table_ahead)) {
        table_ahead |= !waiter.row;
        ++next;
        continue;
      }
      next = queue_.erase(next);
      if (waiter.row) {
        taken_.insert(*waiter.row);
        rows_of_[waiter.thread].insert(*waiter.row);
      } else {
        table_holder_ = waiter.thread;
      }
      waiter.has_it = true;
      waiter.told.notify_one();
    }
  }

  bool CanHaveIt(const Waiter& waiter, bool table_ahead) const {
    if (table_holder_ != kNobody) return false;
    if (!waiter.row) return rows_of_.empty();
    return !taken_.contains(*waiter.row) && (!table_ahead || rows_of_.contains(waiter.thread));
  }

  std::mutex mutex_;  // guards all below
  std::list<Waiter*> queue_;
  std::set<RowId> taken_;
  std::map<std::thread::id, std::set<RowId>> rows_of_;
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
