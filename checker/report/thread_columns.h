// A table with one column for each thread, for the terminal. Text is cut to the width of its
// column.
//
// Thread safety: const methods may be called by any thread.
#ifndef CHECKER_REPORT_THREAD_COLUMNS_H_
#define CHECKER_REPORT_THREAD_COLUMNS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace checker {

class ThreadColumns {
 public:
  // `longest`: for each thread, in display columns, the longest of its cells.
  explicit ThreadColumns(const std::map<int, std::size_t>& longest);

  // None wider than `share`.
  void LimitEach(std::size_t share);
  // The widest give way until all fit into `columns`, or until none is over `narrowest`.
  void LimitSum(std::size_t columns, std::size_t narrowest);

  // Of one column; of all with what stands between them.
  std::size_t Width(int thread) const { return widths_.at(thread); }
  std::size_t Width() const;

  std::string Head() const;
  // `cell` in the column of `thread`; `paint` may colour what is already cut and padded.
  std::string Row(int thread, const std::string& cell,
                  const std::function<std::string(const std::string&)>& paint = {}) const;

 private:
  std::string Line(const std::function<std::string(int)>& cell_of) const;

  std::map<int, std::size_t> widths_;
};

// "lock_guard firs..." in so many display columns.
std::string Cut(const std::string& text, std::size_t columns);

// A source line as a cell: "41: lock_guard lock(mutex_);". Names of the library are shorter without
// their namespace, and no less clear.
std::string SourceCell(int line, const std::string& source);

}  // namespace checker

#endif  // CHECKER_REPORT_THREAD_COLUMNS_H_
