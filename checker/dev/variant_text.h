// The text of a variant, whole and as a patch. checker/rules/make_variant says what a patch looks
// like, and applies it: here as in a build.
//
// Thread safety: any thread; they read files and start programs.
#ifndef CHECKER_DEV_VARIANT_TEXT_H_
#define CHECKER_DEV_VARIANT_TEXT_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "checker/base/status.h"

namespace checker {

// A variant opens with a comment that says what is wrong with it. A patch carries these words as
// they are, and changes only what is below.
struct VariantText {
  std::string words;
  std::string body;

  std::string Whole() const { return words + body; }
};
VariantText SplitAtBody(std::string_view whole);

// One state of the workbook's files: the text of one of them. Fails if there is no such file.
using Files = std::function<StatusOr<std::string>(const std::filesystem::path&)>;
Files FilesOf(const std::filesystem::path& workspace);

// What the first line of a patch names, "" if it names nothing.
std::string BaseNamedBy(std::string_view patch);

// The whole text of a reference or variant, whole.h; made from the patch beside it where there is
// no such file. Fails with what is wrong with the patch and what to do.
StatusOr<std::string> WholeText(const std::filesystem::path& workspace, const Files& files,
                                const std::filesystem::path& whole);

// The same from the text of a patch.
StatusOr<std::string> Applied(const std::filesystem::path& workspace, const Files& files,
                              const std::filesystem::path& patch_path, const std::string& patch);

struct Patch {
  std::string text;
  int changed_lines = 0;  // put in and taken out, the words apart
};
// The patch that makes `variant` of `base`. REQUIRES: both end with a new line.
StatusOr<Patch> MakePatch(const std::filesystem::path& base_path, std::string_view base,
                          std::string_view variant);

// Whether a merge that failed left its marks in the text.
bool HasConflicts(std::string_view text);

}  // namespace checker

#endif  // CHECKER_DEV_VARIANT_TEXT_H_
