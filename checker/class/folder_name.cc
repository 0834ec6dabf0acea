#include "checker/class/folder_name.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "checker/base/utf8.h"

namespace checker {
namespace {

constexpr std::size_t kLongestBytes = 100;

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Safe to type, to list and to copy to another system.
bool IsPlain(std::string_view name) {
  constexpr std::string_view kAwkward = "\\/:*?\"<>|'`$&;()[]{}!#~%=^";
  if (name.empty() || name.size() > kLongestBytes) return false;
  if (std::string_view("-. +@").find(name.front()) != std::string_view::npos) return false;
  if (name.back() == '.' || name.back() == ' ') return false;
  return name.find_first_of(kAwkward) == std::string_view::npos && Printable(name) == name;
}

}  // namespace

std::vector<std::string> FolderNames(const std::vector<std::string>& names,
                                     const std::vector<std::string>& packages,
                                     const std::vector<std::string>& taken) {
  std::map<std::string, int> uses;
  for (const auto& name : names) ++uses[LowerCase(name)];
  for (const auto& name : taken) ++uses[LowerCase(name)];
  std::vector<std::string> folders = packages;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (IsPlain(names[i]) && uses[LowerCase(names[i])] == 1) folders[i] = names[i];
  }
  return folders;
}

}  // namespace checker
