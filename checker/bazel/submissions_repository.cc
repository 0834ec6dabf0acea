#include "checker/bazel/submissions_repository.h"

#include <fmt/format.h>

#include <stdexcept>

#include "checker/base/file_io.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

void WriteIfChanged(const fs::path& path, const std::string& contents) {
  const auto known = ReadFile(path);
  if (known.ok() && known.value() == contents) return;
  if (!WriteAtomically(path, contents).ok())
    throw std::runtime_error("cannot write " + path.string());
}

void RemoveAllBut(const fs::path& folder, const std::set<std::string>& names) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!names.contains(entry.path().filename().string())) fs::remove_all(entry.path());
  }
}

// `@//` is the workbook itself; by its name it would be a second copy, built once more.
std::string BuildRule(const SubmittedExercise& exercise) {
  std::string sources;
  for (const auto& [file, contents] : exercise.files) {
    sources += fmt::format("{}\"{}\"", sources.empty() ? "" : ", ", file);
  }
  return fmt::format(
      "\nsubmission(\n"
      "    name = \"{0}\",\n"
      "    srcs = [{1}],\n"
      "    exercise = \"@//chapters/{2}:{0}\",\n"
      ")\n",
      exercise.name, sources, exercise.chapter);
}

// Removes what stands where a folder is to be.
void MakeFolder(const fs::path& folder) {
  if (fs::exists(fs::symlink_status(folder)) && !fs::is_directory(fs::symlink_status(folder))) {
    fs::remove(folder);
  }
  fs::create_directories(folder);
}

// One package: the student's exercises of one chapter.
void WriteChapter(const fs::path& folder, const std::string& chapter,
                  const std::vector<SubmittedExercise>& exercises) {
  MakeFolder(folder);
  std::string build = "load(\"@//checker/rules:submission.bzl\", \"submission\")\n";
  std::set<std::string> names = {"BUILD"};
  for (const auto& exercise : exercises) {
    if (exercise.chapter != chapter) continue;
    build += BuildRule(exercise);
    for (const auto& [name, contents] : exercise.files) {
      WriteIfChanged(folder / name, contents);
      names.insert(name);
    }
  }
  WriteIfChanged(folder / "BUILD", build);
  RemoveAllBut(folder, names);
}

void WriteStudent(const fs::path& folder, const std::vector<SubmittedExercise>& exercises) {
  MakeFolder(folder);
  std::set<std::string> chapters;
  for (const auto& exercise : exercises) chapters.insert(exercise.chapter);
  for (const auto& chapter : chapters) WriteChapter(folder / chapter, chapter, exercises);
  RemoveAllBut(folder, chapters);
}

}  // namespace

SubmissionsRepository::SubmissionsRepository(fs::path root) : root_(std::move(root)) {}

std::string SubmissionsRepository::Label(const std::string& student, const std::string& chapter,
                                         const std::string& exercise) {
  return fmt::format("@{}//{}/{}:{}.report", kName, student, chapter, exercise);
}

Status SubmissionsRepository::Write(const std::string& student,
                                    const std::vector<SubmittedExercise>& exercises) {
  students_.insert(student);
  try {
    WriteStudent(root_ / student, exercises);
    return OkStatus();
  } catch (const std::exception& e) {
    return Error(std::string("cannot copy a submission: ") + e.what());
  }
}

Status SubmissionsRepository::Finish() {
  try {
    MakeFolder(root_);
    WriteIfChanged(root_ / "WORKSPACE",
                   fmt::format("workspace(name = \"{}\")\n", SubmissionsRepository::kName));
    std::set<std::string> names = students_;
    names.insert("WORKSPACE");
    RemoveAllBut(root_, names);
    return OkStatus();
  } catch (const std::exception& e) {
    return Error(std::string("cannot write the submissions for Bazel: ") + e.what());
  }
}

}  // namespace checker
