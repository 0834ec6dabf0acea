#include "checker/compile/submitted_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

class SubmittedFileTest : public testing::Test {
 protected:
  FileRead ReadBack(const std::string& content) {
    folder_.Write("file", content);
    return ReadSubmittedFile(path_);
  }

  const ScratchFolder folder_;
  const std::string path_ = folder_ / "file";
};

TEST_F(SubmittedFileTest, OrdinaryTextIsRead) {
  const FileRead file = ReadBack("int x;  // \xC3\xA4\xE2\x82\xAC\n");
  EXPECT_EQ(file.problem, std::nullopt);
  EXPECT_EQ(file.contents, "int x;  // \xC3\xA4\xE2\x82\xAC\n");
}

TEST_F(SubmittedFileTest, NothingIsMissingOrEmpty) {
  EXPECT_EQ(ReadSubmittedFile(path_).problem, FileProblem::kMissing);
  EXPECT_EQ(ReadBack("").problem, FileProblem::kEmpty);
  EXPECT_EQ(ReadBack(" \n\t\r\n").problem, FileProblem::kEmpty);
}

TEST_F(SubmittedFileTest, OtherContentIsNamed) {
  EXPECT_EQ(ReadBack(std::string("int\0x;", 6)).problem, FileProblem::kNotText);
  EXPECT_EQ(ReadBack("int \xE4;").problem, FileProblem::kNotUtf8);
  EXPECT_EQ(ReadBack(std::string(10 << 20, 'x')).problem, FileProblem::kTooLarge);
}

TEST_F(SubmittedFileTest, OtherThingsAreNamed) {
  std::filesystem::create_directory(path_);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, FileProblem::kDirectory);
  std::filesystem::remove(path_);
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, FileProblem::kNotAFile);  // and does not wait
  std::filesystem::remove(path_);
  EXPECT_EQ(ReadSubmittedFile("/dev/zero").problem, FileProblem::kNotAFile);
  std::filesystem::create_symlink(path_, path_);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, FileProblem::kLink);
}

}  // namespace
}  // namespace checker
