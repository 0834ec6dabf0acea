#include "checker/class/class_run.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "checker/bazel/refused_report.h"
#include "checker/class/folder_name.h"
#include "checker/class/write_gradebook.h"
#include "checker/submission/package_name.h"
#include "checker/submission/refusal.h"
#include "checker/workspace/progress_line.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

// Held while a class is graded; the system frees it however the process ends.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : fd_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)),
        held_(fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0) {}
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  FolderLock(const FolderLock&) = delete;

  bool held() const { return held_; }

 private:
  const int fd_;
  const bool held_;
};

// What already stands in `out` and is no folder; a student's reports must go elsewhere.
std::vector<std::string> TakenNames(const fs::path& out) {
  std::vector<std::string> names = GradebookNames();
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(out, ignored)) {
    if (!entry.is_directory()) names.push_back(entry.path().filename());
  }
  return names;
}

// A whole folder refused says nothing about which exercises the class was to do.
bool ShowsAssignment(const HandedIn& work) {
  return !work.files.empty() || work.refused->problem == FileProblem::kDirectory ||
         work.refused->problem == FileProblem::kLink ||
         work.refused->problem == FileProblem::kTooLarge;
}

}  // namespace

ClassRun::ClassRun(fs::path class_dir, fs::path out_dir, Catalogue assigned, bool all_assigned,
                   const Environment& environment)
    : class_dir_(std::move(class_dir)),
      out_dir_(std::move(out_dir)),
      assigned_(std::move(assigned)),
      all_assigned_(all_assigned),
      environment_(environment),
      work_dir_(environment.cache / "classes" / PackageNames({out_dir_.string()}).front()) {}

StatusOr<ClassResult> ClassRun::Grade() {
  std::error_code error;
  fs::create_directories(work_dir_, error);
  if (error) return Error("cannot make " + work_dir_.string() + ": " + error.message());
  const FolderLock lock(work_dir_);
  if (!lock.held()) return Error("another command is grading into " + out_dir_.string());
  const auto prepared = Prepare();
  if (!prepared.ok()) return prepared;
  const auto run = Build();
  if (!run.ok()) return run.status();
  Gather(run.value().events);
  ClassResult result;
  std::copy_if(assigned_.exercises.begin(), assigned_.exercises.end(),
               std::back_inserter(result.exercises), [this](const auto& exercise) {
                 return all_assigned_ || handed_in_.contains(exercise.Label());
               });
  result.students = std::move(students_);
  return result;
}

Status ClassRun::Prepare() {
  const auto listing = ListStudents(class_dir_, assigned_);
  if (!listing.ok()) return listing.status();
  const auto& names = listing.value().students;
  if (names.empty()) {
    return Error("there is no student in " + class_dir_.string() +
                 ": it must hold one folder for each");
  }
  const auto packages = PackageNames(names);
  const auto folders = FolderNames(names, packages, TakenNames(out_dir_));
  SubmissionsRepository repository(work_dir_ / "submissions");
  for (std::size_t i = 0; i < names.size(); ++i) {
    students_.push_back({names[i], folders[i], {}, {}});
    const auto copied = ReadAndCopy(repository, i, packages[i]);
    if (!copied.ok()) return copied;
  }
  return repository.Finish();
}

Status ClassRun::ReadAndCopy(SubmissionsRepository& repository, std::size_t student,
                             const std::string& package) {
  StudentResult& result = students_[student];
  const StudentWork work = ReadStudent(class_dir_, result.name, assigned_);
  result.notes = work.notes;
  std::vector<SubmittedExercise> submitted;
  for (const HandedIn& handed : work.handed_in) {
    const ExerciseEntry& exercise = *Find(handed.exercise);
    if (ShowsAssignment(handed)) handed_in_.insert(handed.exercise);
    if (handed.refused) {
      result.reports[handed.exercise] =
          RefusedReport(exercise, handed.refused->file, handed.refused->problem);
      continue;
    }
    submitted.push_back({exercise.chapter, exercise.name, handed.files});
    jobs_.push_back({student, &exercise,
                     SubmissionsRepository::Label(package, exercise.chapter, exercise.name)});
  }
  return repository.Write(package, submitted);
}

StatusOr<BazelRun> ClassRun::Build() {
  if (jobs_.empty()) return BazelRun();
  const BazelCommand command = {
      environment_.bazel,
      environment_.workspace,
      {"build", "--keep_going",
       fmt::format("--override_repository={}={}", SubmissionsRepository::kName,
                   (work_dir_ / "submissions").string()),
       fmt::format("@{}//...", SubmissionsRepository::kName)},
      work_dir_ / "events.json",
      work_dir_ / "bazel.log"};
  ProgressLine line("graded", jobs_.size(), environment_.terminal);
  auto run = RunBazel(command, [&](const BuildEvents& events) {
    line.Update(std::min(events.completed(), jobs_.size()));
  });
  if (!run.ok()) return run;
  const std::string trouble = WhyNoResults(run.value(), command.log_path);
  if (!trouble.empty()) return Error(trouble);
  return run;
}

void ClassRun::Gather(const BuildEvents& events) {
  for (const Job& job : jobs_) {
    students_[job.student].reports[job.exercise->Label()] =
        ReportOf(events, job.label, *job.exercise);
  }
}

const ExerciseEntry* ClassRun::Find(const std::string& label) const {
  const auto found = std::find_if(assigned_.exercises.begin(), assigned_.exercises.end(),
                                  [&](const auto& exercise) { return exercise.Label() == label; });
  return found == assigned_.exercises.end() ? nullptr : &*found;
}

}  // namespace checker
