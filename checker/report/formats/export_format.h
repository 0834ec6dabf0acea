// The formats in which reports and replays are exported. Each is one file of this folder: it writes
// what it is given as text, and registers itself by an object of static storage:
//
//   const RegisterFormat kRegistered(ReplayFormat{"html", "FILE", "Write a page ...",
//   ReplayToHtml});
//
// Commands and the gradebook go through the registry, so nothing else names a format.
//
// Thread safety: formats are registered before main; after that any thread may read.
#ifndef CHECKER_REPORT_FORMATS_EXPORT_FORMAT_H_
#define CHECKER_REPORT_FORMATS_EXPORT_FORMAT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/findings/annotated_trace.h"
#include "checker/findings/report.h"

namespace checker {

// What one student handed in, and how it was graded.
struct StudentReports {
  struct Exercise {
    Report report;
    bool submitted = true;
  };
  std::string student;
  std::optional<int> points;  // nothing when something could not be graded
  int max_points = 0;
  std::vector<std::string> notes;
  std::vector<Exercise> exercises;  // all that the class was to do
};

// Of a student's reports: a file in the student's folder, beside the gradebook.
struct ReportFormat {
  const char* name;  // "junit.xml"
  std::string (*write)(const StudentReports& reports);
};

// Of a schedule that was replayed: an option of `workbook replay`.
struct ReplayFormat {
  const char* name;  // "html": --html
  const char* help;
  bool to_file;  // into the file that the option names; else it is printed instead of text
  std::string (*write)(const ReplayedSchedule& replay);
};

class RegisterFormat {
 public:
  explicit RegisterFormat(const ReportFormat& format);
  explicit RegisterFormat(const ReplayFormat& format);
};

// Ordered by name.
const std::vector<ReportFormat>& ReportFormats();
const std::vector<ReplayFormat>& ReplayFormats();

// REQUIRES: there is one.
const ReportFormat& ReportFormatNamed(std::string_view name);
const ReplayFormat& ReplayFormatNamed(std::string_view name);

}  // namespace checker

#endif  // CHECKER_REPORT_FORMATS_EXPORT_FORMAT_H_
