// Row locks and table locks, as a database has them: who works on a row keeps others off that row,
// who works on the table keeps them off all of it.
#ifndef CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
#define CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_

#include <cstdint>

#include "checker/testing/not_written_yet.h"

using RowId = std::uint64_t;  // any number: there is no greatest row

// A lock belongs to the thread that took it. What was written under it can be read by the next.
class RowTableLock {
 public:
  RowTableLock() = default;
  RowTableLock(const RowTableLock&) = delete;
  RowTableLock& operator=(const RowTableLock&) = delete;

  // Waits until nobody holds the row or the table; then this thread holds the row. If another
  // thread waits for the table, who holds no row yet gets his first after it; who holds rows gets
  // more meanwhile. Throws std::system_error with resource_deadlock_would_occur if this thread
  // holds the row or the table itself.
  void LockRow([[maybe_unused]] RowId row) {
    // TODO: when may this thread go on, and who tells it?
    checker::NotWrittenYet("which threads hold which rows, and who waits for the table?");
  }

  // Gives the row back. operation_not_permitted if this thread doesn't hold it.
  void UnlockRow([[maybe_unused]] RowId row) {
    // TODO: nothing of the row may remain in memory.
    checker::NotWrittenYet("who may go on now, and is he among those you wake?");
  }

  // Waits until nobody holds anything; then this thread holds the table and nobody gets a row.
  // resource_deadlock_would_occur if this thread holds the table or a row itself.
  void LockTable() {
    // TODO: new rows must not keep this thread waiting for ever.
    checker::NotWrittenYet("all rows must be free at the same moment, not one after the other");
  }

  // Gives the table back. operation_not_permitted if this thread doesn't hold it.
  void UnlockTable() {
    // TODO: the opposite of LockTable.
    checker::NotWrittenYet("everybody who waited may want to look again");
  }
};

// Holds a row from its construction to the end of its scope, however that is left.
class RowGuard {
 public:
  RowGuard([[maybe_unused]] RowTableLock& lock, [[maybe_unused]] RowId row) {
    // TODO: lock here, unlock in a destructor.
    checker::NotWrittenYet("the destructor needs to know the lock and the row");
  }
  RowGuard(const RowGuard&) = delete;
  RowGuard& operator=(const RowGuard&) = delete;
};

// Holds the table from its construction to the end of its scope, however that is left.
class TableGuard {
 public:
  explicit TableGuard([[maybe_unused]] RowTableLock& lock) {
    // TODO: lock here, unlock in a destructor.
    checker::NotWrittenYet("as in RowGuard");
  }
  TableGuard(const TableGuard&) = delete;
  TableGuard& operator=(const TableGuard&) = delete;
};

#endif  // CHAPTERS_04_LOCKS_ROW_TABLE_LOCK_H_
