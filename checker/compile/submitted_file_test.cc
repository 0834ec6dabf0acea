#include "checker/compile/submitted_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace checker {
namespace {

using State = SubmittedFile::State;

class SubmittedFileTest : public testing::Test {
 public:
  ~SubmittedFileTest() override { std::filesystem::remove_all(path_); }

 protected:
  SubmittedFileTest() : path_(testing::TempDir() + "submitted_file_" + std::to_string(getpid())) {}

  SubmittedFile ReadBack(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    return ReadSubmittedFile(path_);
  }

  const std::string path_;
};

TEST_F(SubmittedFileTest, OrdinaryTextIsRead) {
  const SubmittedFile file = ReadBack("int x;  // \xC3\xA4\xE2\x82\xAC\n");
  EXPECT_EQ(file.state, State::kReadable);
  EXPECT_EQ(file.text, "int x;  // \xC3\xA4\xE2\x82\xAC\n");
}

TEST_F(SubmittedFileTest, NothingIsMissingOrEmpty) {
  EXPECT_EQ(ReadSubmittedFile(path_).state, State::kMissing);
  EXPECT_EQ(ReadBack("").state, State::kEmpty);
  EXPECT_EQ(ReadBack(" \n\t\r\n").state, State::kEmpty);
}

TEST_F(SubmittedFileTest, OtherContentIsNamed) {
  EXPECT_EQ(ReadBack(std::string("int\0x;", 6)).problem, "holds bytes that are no text");
  EXPECT_EQ(ReadBack("int \xE4;").problem, "is not UTF-8 text");
  EXPECT_EQ(ReadBack(std::string(10 << 20, 'x')).problem, "is larger than 256 KiB");
}

TEST_F(SubmittedFileTest, OtherThingsAreNamed) {
  std::filesystem::create_directory(path_);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, "is a folder, not a file");
  std::filesystem::remove(path_);
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, "is not an ordinary file");  // and does not wait
  std::filesystem::remove(path_);
  EXPECT_EQ(ReadSubmittedFile("/dev/zero").problem, "is not an ordinary file");
  std::filesystem::create_symlink(path_, path_);
  EXPECT_EQ(ReadSubmittedFile(path_).problem, "is a link that leads nowhere");
}

TEST(IsUtf8, FollowsTheStandard) {
  for (const char* good : {"", "a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  // overlong, surrogate, too far, cut off, stray
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xE2\x82", "\x80", "\xFF", "a\xC3"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace checker
