#include "checker/submission/class_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "checker/submission/safe_read.h"

namespace checker {
namespace {

std::vector<std::string> NamesIn(const Folder& folder) {
  std::vector<std::string> names;
  // fdopendir takes its descriptor over, and the folder keeps its own.
  const int copy = ::openat(folder.fd(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* directory = copy < 0 ? nullptr : ::fdopendir(copy);
  if (directory == nullptr) return names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

// File names that only one of the exercises has, so that they say which one is meant.
std::set<std::string> TellingNames(const Catalogue& assigned) {
  std::map<std::string, int> uses;
  for (const auto& exercise : assigned.exercises) {
    for (const auto& file : exercise.files) ++uses[file];
  }
  std::set<std::string> telling;
  for (const auto& [file, count] : uses) {
    if (count == 1) telling.insert(file);
  }
  return telling;
}

std::vector<std::vector<std::string>> Places(const std::string& chapter, const std::string& file,
                                             bool telling) {
  std::vector<std::vector<std::string>> places = {{chapter, file}, {"chapters", chapter, file}};
  if (telling) places.push_back({file});
  return places;
}

// The first place that holds the file wins; the first problem counts if no place does.
FileRead Find(const Folder& student, const std::vector<std::vector<std::string>>& places) {
  FileRead found{FileProblem::kMissing, {}, 0};
  for (const auto& place : places) {
    FileRead read = ReadFileBelow(student, place, kLargestFileBytes);
    if (!read.problem) return read;
    if (found.problem == FileProblem::kMissing) found = std::move(read);
  }
  return found;
}

std::optional<HandedIn> ReadExercise(const Folder& student, const ExerciseEntry& exercise,
                                     const std::set<std::string>& telling) {
  HandedIn work{exercise.Label(), {}, {}};
  for (const auto& file : exercise.files) {
    FileRead read = Find(student, Places(exercise.chapter, file, telling.contains(file)));
    if (!read.problem) work.files[file] = std::move(read.contents);
    if (read.problem && *read.problem != FileProblem::kMissing && !work.refused) {
      work.refused = RefusedFile{file, *read.problem};
    }
  }
  if (work.files.empty() && !work.refused) return std::nullopt;
  return work;
}

// A folder that cannot be entered: the same problem for everything that might be in it.
void RefuseAll(StudentWork& work, const Catalogue& assigned, FileProblem problem) {
  for (const auto& exercise : assigned.exercises) {
    work.handed_in.push_back({exercise.Label(), {}, RefusedFile{exercise.files.front(), problem}});
  }
}

void NoteUnclearNames(const Folder& student, const Catalogue& assigned,
                      const std::set<std::string>& telling, StudentWork& work) {
  std::set<std::string> noted;
  for (const auto& exercise : assigned.exercises) {
    for (const auto& file : exercise.files) {
      if (telling.contains(file) || !noted.insert(file).second) continue;
      if (ReadFileBelow(student, {file}, kLargestFileBytes).problem) continue;
      work.notes.push_back(file +
                           " belongs to several exercises and was not graded: it must lie in"
                           " the chapter's folder");
    }
  }
}

// A file under another name, perhaps: the instructor can see what was meant.
void NoteNothingFound(const Folder& student, StudentWork& work) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> names = NamesIn(student);
  if (!work.handed_in.empty() || !work.notes.empty() || names.empty()) return;
  std::string note = "nothing to grade was found; the folder holds " + names.front();
  for (std::size_t i = 1; i < std::min(names.size(), kShown); ++i) note += ", " + names[i];
  if (names.size() > kShown) note += " and more";
  work.notes.push_back(note);
}

bool IsHidden(const std::string& name) { return name.starts_with('.'); }

bool HoldsWork(const std::string& path, const std::string& student, const Catalogue& assigned) {
  const StudentWork work = ReadStudent(path, student, assigned);
  return std::any_of(work.handed_in.begin(), work.handed_in.end(),
                     [](const HandedIn& handed) { return !handed.files.empty(); });
}

}  // namespace

StatusOr<ClassListing> ListStudents(const std::string& path, const Catalogue& assigned) {
  const Folder folder = Folder::Open(path);
  if (!folder.ok()) {
    return Error("cannot read the folder " + path + ": " + std::strerror(folder.error()));
  }
  ClassListing listing;
  for (const std::string& name : NamesIn(folder)) {
    const bool is_folder =
        folder.Sub(name).ok() || WhyNotAFolder(folder, name) != FileProblem::kMissing;
    // `.git` and the like are no students, unless somebody's work lies there.
    const bool student = is_folder && (!IsHidden(name) || HoldsWork(path, name, assigned));
    (student ? listing.students : listing.ignored).push_back(name);
  }
  return listing;
}

StudentWork ReadStudent(const std::string& class_path, const std::string& student,
                        const Catalogue& assigned) {
  StudentWork work{student, {}, {}};
  const Folder all = Folder::Open(class_path);
  const Folder folder = all.Sub(student);
  if (!folder.ok()) {
    RefuseAll(work, assigned, all.ok() ? WhyNotAFolder(all, student) : FileProblem::kUnreadable);
    return work;
  }
  const auto telling = TellingNames(assigned);
  for (const auto& exercise : assigned.exercises) {
    if (auto handed = ReadExercise(folder, exercise, telling)) {
      work.handed_in.push_back(std::move(*handed));
    }
  }
  NoteUnclearNames(folder, assigned, telling, work);
  NoteNothingFound(folder, work);
  return work;
}

}  // namespace checker
