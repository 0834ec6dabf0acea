#include "checker/gradebook/write_gradebook.h"

#include <unistd.h>

#include <fstream>
#include <system_error>

#include "checker/gradebook/class_summary.h"
#include "checker/gradebook/gradebook_csv.h"
#include "checker/gradebook/student_report.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

Error CannotWrite(const fs::path& path, const std::string& why) {
  return Error{"cannot write " + path.string() + ": " + why};
}

// Writes files one by one and keeps the first thing that goes wrong.
class Writer {
 public:
  explicit Writer(fs::path folder) : folder_(std::move(folder)) {}

  void Write(const fs::path& name, const std::string& contents) {
    if (!result_.ok()) return;
    std::error_code error;
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path(), error);
    result_ = error ? OrError<bool>(CannotWrite(path.parent_path(), error.message()))
                    : WriteAtomically(path, contents);
  }

  const OrError<bool>& result() const { return result_; }

 private:
  fs::path folder_;
  OrError<bool> result_ = true;
};

}  // namespace

const std::vector<std::string>& GradebookNames() {
  static const std::vector<std::string> names = {"gradebook.csv", "summary.txt", "summary.json"};
  return names;
}

OrError<bool> WriteAtomically(const fs::path& path, std::string_view contents) {
  fs::path draft = path;
  draft += ".part-" + std::to_string(::getpid());
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  file << contents;
  file.close();
  std::error_code error;
  if (!file) {
    fs::remove(draft, error);
    return CannotWrite(path, "is the disk full, or the folder not yours?");
  }
  fs::rename(draft, path, error);
  if (!error) return true;
  std::error_code ignored;
  fs::remove(draft, ignored);
  return CannotWrite(path, error.message());
}

OrError<bool> WriteGradebook(const ClassResult& result, const fs::path& out) {
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
