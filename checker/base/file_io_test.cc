#include "checker/base/file_io.h"

#include <gtest/gtest.h>

#include <iterator>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

TEST(FileIo, EveryByteIsReadBack) {
  const ScratchFolder folder;
  const std::string bytes = std::string("a\0\r\n\xff", 5) + std::string(10000, 'x');
  ASSERT_TRUE(WriteAtomically(folder / "file", bytes).ok());
  EXPECT_EQ(ReadFile(folder / "file").value(), bytes);
}

TEST(FileIo, AnEmptyFileIsNotAMissingOne) {
  const ScratchFolder folder;
  ASSERT_TRUE(WriteAtomically(folder / "file", "").ok());
  EXPECT_EQ(ReadFile(folder / "file").value(), "");
  EXPECT_EQ(ReadFile(folder / "other").status().message(), "cannot read " + folder / "other");
}

TEST(FileIo, AFolderCannotBeRead) {
  const ScratchFolder folder;
  EXPECT_EQ(ReadFile(folder.path()).status().message(), "cannot read " + folder.path().string());
}

TEST(FileIo, NewContentsTakeThePlaceOfTheOldAndLeaveNothingElse) {
  const ScratchFolder folder;
  ASSERT_TRUE(WriteAtomically(folder / "file", "old and long").ok());
  ASSERT_TRUE(WriteAtomically(folder / "file", "new").ok());
  EXPECT_EQ(ReadFile(folder / "file").value(), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(FileIo, WhatCannotBeWrittenLeavesNothing) {
  const ScratchFolder folder;
  fs::create_directories(folder.path() / "taken" / "inside");
  EXPECT_TRUE(WriteAtomically(folder / "taken", "x")
                  .message()
                  .starts_with("cannot write " + folder / "taken" + ": "));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
  EXPECT_EQ(
      WriteAtomically(folder / "nowhere/file", "x").message(),
      "cannot write " + folder / "nowhere/file" + ": is the disk full, or the folder not yours?");
}

}  // namespace
}  // namespace checker
