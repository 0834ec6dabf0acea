#include "checker/submission/safe_name.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

namespace checker {
namespace {

constexpr std::size_t kLongestSlug = 24;
constexpr std::size_t kLongestFolderBytes = 100;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::string Slug(std::string_view name) {
  std::string slug;
  for (const char c : LowerCase(name.substr(0, kLongestSlug))) {
    slug += IsLower(c) || IsDigit(c) ? c : '_';
  }
  return slug;
}

// FNV-1a, 64 bits: the same on every machine, which std::hash does not promise.
std::string Fingerprint(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  std::string hex;
  for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[(hash >> shift) & 15];
  return hex;
}

bool IsPlain(std::string_view name) {
  if (name.empty() || name.size() > kLongestFolderBytes) return false;
  if (name.front() == '-' || name.front() == '.' || name.front() == ' ') return false;
  if (name.back() == '.' || name.back() == ' ') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return IsLower(Lower(c)) || IsDigit(c) || c == '-' || c == '_' || c == '.' || c == ' ' ||
           c == '@' || c == '+';
  });
}

}  // namespace

std::vector<std::string> PackageNames(const std::vector<std::string>& names) {
  std::vector<std::string> packages;
  std::set<std::string> taken;
  for (const std::string& name : names) {
    const std::string package = "s_" + Slug(name) + "_" + Fingerprint(name);
    std::string unique = package;
    for (int n = 2; !taken.insert(unique).second; ++n) unique = package + "_" + std::to_string(n);
    packages.push_back(unique);
  }
  return packages;
}

std::vector<std::string> FolderNames(const std::vector<std::string>& names,
                                     const std::vector<std::string>& reserved) {
  std::map<std::string, int> uses;
  for (const auto& name : names) ++uses[LowerCase(name)];
  for (const auto& name : reserved) ++uses[LowerCase(name)];
  std::vector<std::string> folders = PackageNames(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (IsPlain(names[i]) && uses[LowerCase(names[i])] == 1) folders[i] = names[i];
  }
  return folders;
}

}  // namespace checker
