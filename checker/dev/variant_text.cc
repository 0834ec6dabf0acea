#include "checker/dev/variant_text.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "checker/base/file_io.h"
#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstWords = "Patch of ";

// `diff` as the patches are kept: a line of context shows the place, and --minimal the least.
StatusOr<std::string> Hunks(const std::string& from, const std::string& to) {
  const ScratchFolder scratch;
  scratch.Write("from", from);
  scratch.Write("to", to);
  const auto output =
      OutputOf({"diff", "--minimal", "--unified=1", scratch / "from", scratch / "to"});
  if (!output.ok()) return output.status();
  const std::size_t first = output.value().find("\n@@");
  return first == std::string::npos ? "" : output.value().substr(first + 1);
}

int ChangedLines(const std::string& hunks) {
  std::istringstream lines(hunks);
  int changed = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('+') || line.starts_with('-')) ++changed;
  }
  return changed;
}

// As in checker/rules/solution.bzl: of the same exercise the reference, and for a mistake a right
// design. So no patch depends on itself.
bool MayBeBase(const fs::path& patch_path, const fs::path& base_path) {
  const std::vector<fs::path> parts(patch_path.begin(), patch_path.end());
  if (parts.size() < 5) return false;
  const fs::path chapter = parts[0] / parts[1];
  const fs::path& exercise = parts[3];
  if (base_path == chapter / (exercise.string() + ".h")) return true;
  return parts[2] == "wrong" && base_path.parent_path() == chapter / "right" / exercise &&
         base_path.extension() == ".h";
}

// Runs the script that the build runs. It names the patch as `patch_path`, hence the folder.
StatusOr<std::string> MakeVariant(const fs::path& workspace, const fs::path& patch_path,
                                  const std::string& patch, const std::string& base_path,
                                  const std::string& base) {
  const ScratchFolder scratch;
  scratch.Write(patch_path, patch);
  scratch.Write(base_path, base);
  const auto script = Start({.words = {fs::absolute(workspace) / "checker/rules/make_variant",
                                       patch_path, "made", base_path},
                             .folder = scratch.path(),
                             .output_path = scratch / "log"});
  if (!script.ok()) return script.status();
  if (ExitCodeOf(script.value()) == 0) return scratch.Read("made");
  std::string complaint = scratch.Read("log");
  if (complaint.ends_with('\n')) complaint.pop_back();
  return Error(complaint);
}

}  // namespace

VariantText SplitAtBody(std::string_view whole) {
  std::size_t begin = 0;
  while (whole.substr(begin).starts_with("//")) {
    begin = std::min(whole.find('\n', begin), whole.size() - 1) + 1;
  }
  return {std::string(whole.substr(0, begin)), std::string(whole.substr(begin))};
}

Files FilesOf(const fs::path& workspace) {
  return [workspace](const fs::path& path) { return ReadFile(workspace / path); };
}

std::string BaseNamedBy(std::string_view patch) {
  if (!patch.starts_with(kFirstWords)) return "";
  patch.remove_prefix(kFirstWords.size());
  return std::string(patch.substr(0, patch.find('\n')));
}

StatusOr<std::string> WholeText(const fs::path& workspace, const Files& files,
                                const fs::path& whole) {
  auto text = files(whole);
  if (text.ok()) return text;
  const fs::path patch_path = fs::path(whole).replace_extension(".patch");
  const auto patch = files(patch_path);
  return patch.ok() ? Applied(workspace, files, patch_path, patch.value()) : text;
}

StatusOr<std::string> Applied(const fs::path& workspace, const Files& files,
                              const fs::path& patch_path, const std::string& patch) {
  const std::string base_path = BaseNamedBy(patch);
  // The script is given what the build would give it, and complains that its base is not there.
  if (!MayBeBase(patch_path, base_path)) return MakeVariant(workspace, patch_path, patch, "-", "");
  const auto base = WholeText(workspace, files, base_path);
  if (!base.ok()) return Error(patch_path.string() + ": " + base.status().message());
  return MakeVariant(workspace, patch_path, patch, base_path, base.value());
}

StatusOr<Patch> MakePatch(const fs::path& base_path, std::string_view base,
                          std::string_view variant) {
  const VariantText to = SplitAtBody(variant);
  const auto hunks = Hunks(SplitAtBody(base).body, to.body);
  if (!hunks.ok()) return hunks.status();
  return Patch{std::string(kFirstWords) + base_path.string() + "\n" + to.words + hunks.value(),
               ChangedLines(hunks.value())};
}

bool HasConflicts(std::string_view text) {
  return text.starts_with("<<<<<<< ") || text.find("\n<<<<<<< ") != std::string_view::npos;
}

}  // namespace checker
