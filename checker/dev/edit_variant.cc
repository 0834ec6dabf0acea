#include "checker/dev/edit_variant.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "checker/base/file_io.h"
#include "checker/dev/variant_file.h"
#include "checker/dev/variant_text.h"
#include "checker/protocol/finding_kind.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

constexpr char kNewMistake[] = "// Wrong: TODO say what is wrong, in plain words.\n";
constexpr char kNewDesign[] = "// Right: TODO say how this design differs, in plain words.\n";

std::string Label(const VariantRequest& request) {
  return request.chapter + "/" + request.exercise + " " + request.name;
}

std::string Kinds() { return fmt::format("{}", fmt::join(protocol::kFindingKindNames, ", ")); }

// The request's kind as it is called elsewhere; it may be written as a folder is.
StatusOr<std::string> KindOf(const VariantRequest& request) {
  std::string kind = request.kind;
  std::replace(kind.begin(), kind.end(), '_', ' ');
  if (kind.empty() || protocol::FindingKindNamed(kind)) return kind;
  return Error(fmt::format("there is no finding \"{}\". These are there: {}", kind, Kinds()));
}

bool IsName(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_';
  });
}

// The one variant of that name, nothing if there is none.
StatusOr<std::optional<VariantFile>> Find(const fs::path& workspace,
                                          const VariantRequest& request) {
  std::optional<VariantFile> found;
  for (const auto& variant : FindVariants(workspace).Of(request.chapter, request.exercise)) {
    if (variant.name != request.name) continue;
    if (found) {
      return Error(fmt::format("{} and {} have the same name: rename one of them, or remove it",
                               found->Path().string(), variant.Path().string()));
    }
    found = variant;
  }
  return found;
}

// Writes the file and the folders that it lies in.
Status Write(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return Error("cannot make " + path.parent_path().string() + ": " + error.message());
  return WriteAtomically(path, text);
}

// The new file is there before the old one is gone, so nothing is ever lost.
Status Replace(const fs::path& workspace, const fs::path& from, const fs::path& to,
               const std::string& text) {
  const Status written = Write(workspace / to, text);
  if (!written.ok() || from == to) return written;
  std::error_code error;
  fs::remove(workspace / from, error);
  if (error) return Error("cannot remove " + from.string() + ": " + error.message());
  fs::remove(workspace / from.parent_path(), error);  // a kind's folder, if it is empty now
  return OkStatus();
}

std::string WhatNext(const VariantRequest& request, const VariantFile& variant) {
  return fmt::format(
      "{0} is there to be edited. Then:\n"
      "  bazel test //solutions/{1}:{2}/{3}/{4}_test\n"
      "  ./workbook dev variant {1}/{3} {4} --save",
      variant.WholePath().string(), request.chapter, variant.IsRight() ? "right" : "wrong",
      request.exercise, request.name);
}

StatusOr<std::string> OpenExisting(const fs::path& workspace, const VariantRequest& request,
                                   const VariantFile& from, const std::string& kind) {
  if (from.IsRight() && !kind.empty()) {
    return Error(Label(request) + " is a right design, so there is nothing to find in it. " +
                 "Give the mistake another name");
  }
  if (request.right && !from.IsRight()) {
    return Error(Label(request) + " is a mistake. Give the right design another name");
  }
  const auto text = WholeText(workspace, FilesOf(workspace), from.WholePath());
  if (!text.ok()) return text.status();
  VariantFile to = from;
  if (!kind.empty()) to.kind = kind;
  const Status done = Replace(workspace, from.Path(), to.WholePath(), text.value());
  return done.ok() ? StatusOr(WhatNext(request, to)) : done;
}

StatusOr<std::string> OpenNew(const fs::path& workspace, const VariantRequest& request,
                              const std::string& kind) {
  if (kind.empty() != request.right) {
    return Error(
        fmt::format("there is no variant {} yet. To begin one, say  --right  or which "
                    "finding the mistake must get:  --kind KIND\nKinds: {}",
                    Label(request), Kinds()));
  }
  if (!IsName(request.name)) return Error("a variant's name is made of letters, digits and _");
  const auto reference = ReadFile(workspace / ReferencePath(request.chapter, request.exercise));
  if (!reference.ok()) return reference.status();
  const VariantFile variant = {request.chapter, request.exercise, kind, request.name, false};
  const std::string words = request.right ? kNewDesign : kNewMistake;
  const Status done =
      Write(workspace / variant.Path(), words + SplitAtBody(reference.value()).body);
  return done.ok() ? StatusOr(WhatNext(request, variant)) : done;
}

// What the variant may be a patch of.
std::vector<fs::path> BasesOf(const fs::path& workspace, const VariantFile& variant) {
  std::vector<fs::path> bases = {ReferencePath(variant.chapter, variant.exercise)};
  if (variant.IsRight()) return bases;
  for (const auto& other : FindVariants(workspace).Of(variant.chapter, variant.exercise)) {
    if (other.IsRight()) bases.push_back(other.WholePath());
  }
  return bases;
}

// The patch with the fewest changed lines.
StatusOr<Patch> SmallestPatch(const fs::path& workspace, const VariantFile& variant,
                              const std::string& text) {
  std::optional<Patch> smallest;
  for (const fs::path& base : BasesOf(workspace, variant)) {
    const auto base_text = WholeText(workspace, FilesOf(workspace), base);
    if (!base_text.ok()) return base_text.status();
    const auto patch = MakePatch(base, base_text.value(), text);
    if (!patch.ok()) return patch.status();
    if (!smallest || patch.value().changed_lines < smallest->changed_lines) {
      smallest = patch.value();
    }
  }
  return *smallest;
}

// Nothing if the whole file can become a patch, else what has to be done first.
std::string NotReady(const std::string& text) {
  if (HasConflicts(text)) return "there are conflicts in it. Settle them first: look for <<<<<<<";
  const std::string words = SplitAtBody(text).words;
  if (words.empty() || words == kNewMistake || words == kNewDesign) {
    return "it does not say what is wrong, or how it differs. Let it open with a comment that does";
  }
  return text.ends_with('\n') ? "" : "its last line has no end. Run  .ci/format";
}

std::ptrdiff_t Lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

StatusOr<std::string> Save(const fs::path& workspace, const VariantFile& variant,
                           const std::string& text, const Patch& patch) {
  const std::string path = variant.Path();
  if (patch.changed_lines == 0) {
    return Error(path + " is the same as " + BaseNamedBy(patch.text) +
                 ": make the change in it first, or remove it");
  }
  if (patch.changed_lines > kPatchLines || Lines(patch.text) >= Lines(text)) {
    return fmt::format("{} stays a whole file: {} lines differ from {}", path, patch.changed_lines,
                       BaseNamedBy(patch.text));
  }
  VariantFile saved = variant;
  saved.is_patch = true;
  const Status done = Replace(workspace, variant.Path(), saved.Path(), patch.text);
  if (!done.ok()) return done;
  return fmt::format("{}: {} lines differ from {}", saved.Path().string(), patch.changed_lines,
                     BaseNamedBy(patch.text));
}

}  // namespace

StatusOr<std::string> OpenVariant(const fs::path& workspace, const VariantRequest& request) {
  const auto kind = KindOf(request);
  if (!kind.ok()) return kind.status();
  const auto found = Find(workspace, request);
  if (!found.ok()) return found.status();
  return found.value() ? OpenExisting(workspace, request, *found.value(), kind.value())
                       : OpenNew(workspace, request, kind.value());
}

StatusOr<std::string> SaveVariant(const fs::path& workspace, const VariantRequest& request) {
  const auto found = Find(workspace, request);
  if (!found.ok()) return found.status();
  if (!found.value() || found.value()->is_patch) {
    return Error("there is no whole file of " + Label(request) +
                 ". The same command without --save makes it");
  }
  const VariantFile& variant = *found.value();
  const auto text = ReadFile(workspace / variant.Path());
  if (!text.ok()) return text.status();
  const std::string not_ready = NotReady(text.value());
  if (!not_ready.empty()) return Error(variant.Path().string() + ": " + not_ready);
  const auto patch = SmallestPatch(workspace, variant, text.value());
  if (!patch.ok()) return patch.status();
  return Save(workspace, variant, text.value(), patch.value());
}

}  // namespace checker
