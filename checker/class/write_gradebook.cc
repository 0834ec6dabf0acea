#include "checker/class/write_gradebook.h"

#include <system_error>

#include "checker/base/file_io.h"
#include "checker/class/class_summary.h"
#include "checker/class/gradebook_csv.h"
#include "checker/class/student_report.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

// Writes files one by one and keeps the first thing that goes wrong.
class Writer {
 public:
  explicit Writer(fs::path folder) : folder_(std::move(folder)) {}

  void Write(const fs::path& name, const std::string& contents) {
    if (!result_.ok()) return;
    std::error_code error;
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path(), error);
    result_ = error ? Error("cannot write " + path.parent_path().string() + ": " + error.message())
                    : WriteAtomically(path, contents);
  }

  const Status& result() const { return result_; }

 private:
  fs::path folder_;
  Status result_;
};

}  // namespace

const std::vector<std::string>& GradebookNames() {
  static const std::vector<std::string> names = {"gradebook.csv", "summary.txt", "summary.json"};
  return names;
}

Status WriteGradebook(const ClassResult& result, const fs::path& out) {
  Writer writer(out);
  for (const auto& student : result.students) {
    const StudentReports reports = ReportsOf(result, student);
    for (const ReportFormat& format : ReportFormats()) {
      writer.Write(fs::path(student.folder) / format.name, format.write(reports));
    }
  }
  writer.Write("summary.txt", SummaryText(result));
  writer.Write("summary.json", SummaryJson(result));
  // Last: who sees a new gradebook finds the reports that belong to it.
  writer.Write("gradebook.csv", GradebookCsv(result));
  return writer.result();
}

}  // namespace checker
