#include "checker/submission/package_name.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace checker {
namespace {

constexpr std::size_t kLongestSlug = 24;

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

}  // namespace checker
