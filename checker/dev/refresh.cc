#include "checker/dev/refresh.h"

#include <optional>
#include <sstream>

#include "checker/base/file_io.h"
#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"
#include "checker/dev/variant_text.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr char kCommitsLookedAt[] = "200";

// git merge-file ends with the number of conflicts, or with more than this if it fails.
constexpr int kMostConflicts = 127;

// What a patch made of its base, and that base, before the base was changed.
struct Before {
  std::string base;
  std::string variant;
};

// The files as they stood at a commit.
Files FilesAt(const fs::path& workspace, const std::string& commit) {
  return [workspace, commit](const fs::path& path) -> StatusOr<std::string> {
    const auto text = OutputOf({"git", "-C", workspace, "show", commit + ":./" + path.string()});
    if (!text.ok()) return text;
    return text.value().empty() ? Error("git has no " + path.string() + " at " + commit) : text;
  };
}

// The commits that changed files of the exercise, the newest first. The last one is listed whatever
// it changed.
std::vector<std::string> Commits(const fs::path& workspace, const VariantFile& variant) {
  const fs::path reference = ReferencePath(variant.chapter, variant.exercise);
  const fs::path right = reference.parent_path() / "right" / variant.exercise;
  std::vector<std::string> commits = {"HEAD"};
  const auto log = OutputOf({"git", "-C", workspace, "log", "--format=%H", "-n", kCommitsLookedAt,
                             "--", reference, right});
  std::istringstream lines(log.value_or(""));
  for (std::string line; std::getline(lines, line);) commits.push_back(line);
  return commits;
}

// The newest base in git that the patch fits.
std::optional<Before> FindBefore(const fs::path& workspace, const VariantFile& variant,
                                 const std::string& patch) {
  for (const std::string& commit : Commits(workspace, variant)) {
    const Files files = FilesAt(workspace, commit);
    const auto base = WholeText(workspace, files, BaseNamedBy(patch));
    if (!base.ok()) continue;
    const auto whole = Applied(workspace, files, variant.Path(), patch);
    if (whole.ok()) return Before{base.value(), whole.value()};
  }
  return std::nullopt;
}

struct Merged {
  std::string body;
  bool conflicts = false;
};

// Only the bodies are merged: the words are the patch's own.
StatusOr<Merged> Merge(const Before& before, const std::string& base) {
  const ScratchFolder scratch;
  scratch.Write("variant", SplitAtBody(before.variant).body);
  scratch.Write("before", SplitAtBody(before.base).body);
  scratch.Write("base", SplitAtBody(base).body);
  const auto git =
      Start({.words = {"git", "merge-file", "--diff3", "-L", "the variant", "-L", "its base before",
                       "-L", "its base now", "variant", "before", "base"},
             .folder = scratch.path(),
             .output_path = scratch / "log"});
  if (!git.ok()) return git.status();
  const int code = ExitCodeOf(git.value());
  if (code > kMostConflicts) return Error("git merge-file failed: " + scratch.Read("log"));
  return Merged{scratch.Read("variant"), code != 0};
}

class Refresh {
 public:
  explicit Refresh(fs::path workspace) : workspace_(std::move(workspace)) {}

  void Look(const VariantFile& variant) {
    const Status status = LookAt(variant);
    if (!status.ok()) refreshed_.failures.push_back(status.message());
  }

  const Refreshed& refreshed() const { return refreshed_; }

 private:
  Status LookAt(const VariantFile& variant) {
    const fs::path path = variant.Path();
    const auto patch = ReadFile(workspace_ / path);
    if (!patch.ok()) return patch.status();
    const auto fits = Applied(workspace_, FilesOf(workspace_), path, patch.value());
    return fits.ok() ? OkStatus() : Renew(variant, patch.value(), fits.status());
  }

  Status Renew(const VariantFile& variant, const std::string& patch, const Status& misfit) {
    const std::string base_path = BaseNamedBy(patch);
    const auto base = WholeText(workspace_, FilesOf(workspace_), base_path);
    if (!base.ok()) return misfit;
    if (HasConflicts(base.value())) {
      return Error(variant.Path().string() + ": settle the conflicts in its base " + base_path +
                   " first, then run this again.");
    }
    const auto before = FindBefore(workspace_, variant, patch);
    if (!before) {
      return Error(misfit.message() + "\n  git knows no earlier " + base_path +
                   " that it fits either, so please put it right by hand.");
    }
    const auto merged = Merge(*before, base.value());
    if (!merged.ok()) return Error(variant.Path().string() + ": " + merged.status().message());
    const std::string whole = SplitAtBody(before->variant).words + merged.value().body;
    return merged.value().conflicts ? LeaveConflicts(variant, whole)
                                    : WritePatch(variant, base_path, base.value(), whole);
  }

  Status WritePatch(const VariantFile& variant, const fs::path& base_path, const std::string& base,
                    const std::string& whole) {
    const auto patch = MakePatch(base_path, base, whole);
    if (!patch.ok()) return patch.status();
    if (patch.value().changed_lines == 0) {
      return Error(variant.Path().string() + ": " + base_path.string() +
                   " has the same change now. Is the base wrong? If not, remove the variant.");
    }
    const Status written = WriteAtomically(workspace_ / variant.Path(), patch.value().text);
    if (written.ok()) refreshed_.renewed.push_back(variant.Path());
    return written;
  }

  Status LeaveConflicts(const VariantFile& variant, const std::string& whole) {
    const Status written = WriteAtomically(workspace_ / variant.WholePath(), whole);
    if (!written.ok()) return written;
    std::error_code error;
    fs::remove(workspace_ / variant.Path(), error);
    if (error) return Error("cannot remove " + variant.Path().string() + ": " + error.message());
    refreshed_.conflicts.push_back(variant);
    refreshed_.conflicts.back().is_patch = false;
    return OkStatus();
  }

  const fs::path workspace_;
  Refreshed refreshed_;
};

}  // namespace

Refreshed RefreshPatches(const fs::path& workspace, const std::vector<VariantFile>& variants) {
  Refresh refresh(workspace);
  for (const VariantFile& variant : variants) {
    if (variant.is_patch) refresh.Look(variant);
  }
  return refresh.refreshed();
}

}  // namespace checker
