#include "checker/submission/refusal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace checker {
namespace {

using enum FileProblem;

// {0} is the file's name, {1} the limit in KiB, {2} what the system says.
struct Row {
  FileProblem problem;
  const char* what;
  const char* why;
  const char* advice;
};

constexpr char kNoLinks[] = "Links are never followed, as they may lead to somebody else's files.";
constexpr char kOnlyText[] = "Only a plain text file can be compiled.";

constexpr Row kInClassFolder[] = {
    {kDirectory, "`{0}` is a folder.", "The checker reads a file of that name.",
     "Hand in the file itself: `{0}`, not a folder that holds it."},
    {kLink, "`{0}` is reached through a symbolic link.", kNoLinks,
     "Hand in the file itself, in an ordinary folder."},
    {kLinkedFolder, "`{0}` is reached through a symbolic link.", kNoLinks,
     "Hand in the file itself, in an ordinary folder."},
    {kNotAFile, "`{0}` is a pipe, a socket or a device.", "Only ordinary files are read.",
     "Hand in the file itself."},
    {kUnreadable, "This machine may not read `{0}`.", "",
     "Its permissions must let the instructor read it."},
    {kTooLarge, "`{0}` is larger than {1} KiB.", "No answer needs that much, so it was not read.",
     "Hand in the source file only: no data, no program, no copy of a library."},
};

constexpr Row kInBuild[] = {
    {kMissing, "`{0}` was not handed in.", "The exercise is graded by this file.",
     "Hand it in under this name."},
    {kEmpty, "`{0}` is empty.", "There is nothing to grade.",
     "Begin with the stub of the exercise."},
    {kDirectory, "`{0}` is a folder, not a file.", kOnlyText, "Put the file itself in its place."},
    {kLink, "`{0}` is a link that leads nowhere.", kOnlyText, "Hand in the file itself."},
    {kNotAFile, "`{0}` is not an ordinary file.", kOnlyText,
     "Put an ordinary text file in its place."},
    {kUnreadable, "`{0}` can't be read.", kOnlyText, "Give everybody the right to read it."},
    {kNotOpened, "`{0}` can't be opened ({2}).", kOnlyText, "Hand it in again."},
    {kTooLarge, "`{0}` is larger than {1} KiB.", kOnlyText,
     "An exercise needs a few hundred lines; hand in the source, not its output."},
    {kNotText, "`{0}` holds bytes that are no text.", kOnlyText,
     "Hand in the source file, as plain text."},
    {kNotUtf8, "`{0}` is not UTF-8 text.", kOnlyText,
     "Save it as UTF-8 (your editor can do that)."},
};

// For a problem that does not come up there.
constexpr Row kOther = {kMissing, "`{0}` could not be read.", "", ""};

template <std::size_t size>
Refusal Worded(const Row (&rows)[size], FileProblem problem, const std::string& file, int error) {
  const Row* found = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const Row& row) { return row.problem == problem; });
  const Row& row = found == std::end(rows) ? kOther : *found;
  const auto filled = [&](const char* text) {
    return fmt::format(fmt::runtime(text), file, kLargestFileBytes / 1024, std::strerror(error));
  };
  return {filled(row.what), row.why, filled(row.advice)};
}

}  // namespace

Refusal RefusalInClassFolder(const std::string& file, FileProblem problem) {
  return Worded(kInClassFolder, problem, file, 0);
}

Refusal RefusalInBuild(const std::string& file, FileProblem problem, int error) {
  return Worded(kInBuild, problem, file, error);
}

}  // namespace checker
