#include "checker/dev/variant_file.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace checker {
namespace {

namespace fs = std::filesystem;

std::string WithBlanks(std::string folder) {
  std::replace(folder.begin(), folder.end(), '_', ' ');
  return folder;
}

std::string WithoutBlanks(std::string kind) {
  std::replace(kind.begin(), kind.end(), ' ', '_');
  return kind;
}

// What the path means, if it is one of a variant: solutions/NN/wrong/EX/KIND/MISTAKE.patch.
std::optional<VariantFile> Parse(const fs::path& path) {
  const std::vector<fs::path> parts(path.begin(), path.end());
  const std::string extension = path.extension();
  if (parts.size() < 5 || (extension != ".h" && extension != ".patch")) return std::nullopt;
  const bool right = parts[2] == "right";
  if (parts.size() != (right ? 5 : 6)) return std::nullopt;
  return VariantFile{parts[1], parts[3], right ? "" : WithBlanks(parts[4]), path.stem(),
                     extension == ".patch"};
}

std::vector<fs::path> FilesBelow(const fs::path& workspace, const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none_there;
  for (const auto& entry : fs::recursive_directory_iterator(folder, none_there)) {
    if (!entry.is_directory()) files.push_back(entry.path().lexically_relative(workspace));
  }
  return files;
}

std::vector<fs::path> AllFiles(const fs::path& workspace) {
  std::vector<fs::path> files;
  std::error_code none_there;
  for (const auto& chapter : fs::directory_iterator(workspace / "solutions", none_there)) {
    for (const char* folder : {"right", "wrong"}) {
      std::ranges::copy(FilesBelow(workspace, chapter.path() / folder), std::back_inserter(files));
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

fs::path VariantFile::Path() const {
  fs::path path = WholePath();
  return is_patch ? path.replace_extension(".patch") : path;
}

fs::path VariantFile::WholePath() const {
  const fs::path folder = fs::path("solutions") / chapter;
  const fs::path below =
      IsRight() ? fs::path("right") / exercise : "wrong" / fs::path(exercise) / WithoutBlanks(kind);
  return folder / below / (name + ".h");
}

fs::path ReferencePath(const std::string& chapter, const std::string& exercise) {
  return fs::path("solutions") / chapter / (exercise + ".h");
}

std::vector<VariantFile> FoundVariants::Of(const std::string& chapter,
                                           const std::string& exercise) const {
  std::vector<VariantFile> of;
  std::ranges::copy_if(variants, std::back_inserter(of), [&](const VariantFile& variant) {
    return variant.chapter == chapter && variant.exercise == exercise;
  });
  return of;
}

FoundVariants FindVariants(const fs::path& workspace) {
  FoundVariants found;
  for (const fs::path& path : AllFiles(workspace)) {
    if (const auto variant = Parse(path)) {
      found.variants.push_back(*variant);
    } else {
      found.strays.push_back(path);
    }
  }
  return found;
}

}  // namespace checker
