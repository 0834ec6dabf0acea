#include "checker/cli/explored_repository.h"

#include <gtest/gtest.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

TEST(ExploredRepository, HoldsAPackageForTheProgram) {
  ScratchFolder folder;
  folder.Write("a/main.c", "int main(void) { return 0; }\n");
  folder.Write("b/queue.h", "struct queue;\n");
  const auto label =
      ExploredRepository::Write(folder / "out", {folder / "a/main.c", folder / "b/queue.h"});
  ASSERT_TRUE(label.ok()) << label.status().message();
  EXPECT_TRUE(label.value().starts_with("@explored//"));
  EXPECT_TRUE(label.value().ends_with(":program"));
  const std::string package = "out/" + label.value().substr(11, label.value().find(':') - 11);
  EXPECT_EQ(folder.Read(package + "/main.c"), "int main(void) { return 0; }\n");
  EXPECT_NE(folder.Read(package + "/BUILD").find("srcs = [\"main.c\", \"queue.h\", ]"),
            std::string::npos);
}

TEST(ExploredRepository, GivesEachProgramItsOwnPackageAndTheSameOneAgain) {
  ScratchFolder folder;
  folder.Write("a/main.c", "");
  folder.Write("b/main.c", "");
  const auto a = ExploredRepository::Write(folder / "out", {folder / "a/main.c"});
  const auto b = ExploredRepository::Write(folder / "out", {folder / "b/main.c"});
  EXPECT_NE(a.value(), b.value());
  EXPECT_EQ(a.value(), ExploredRepository::Write(folder / "out", {folder / "a/main.c"}).value());
  EXPECT_NE(a.value(),
            ExploredRepository::Write(folder / "out", {folder / "a/main.c"}, "-O0").value());
}

TEST(ExploredRepository, RefusesByName) {
  ScratchFolder folder;
  folder.Write("a/main.c", "");
  folder.Write("b/main.c", "");
  folder.Write("notes.txt", "");
  const auto why = [&](const std::vector<std::filesystem::path>& sources) {
    const auto written = ExploredRepository::Write(folder / "out", sources);
    return written.ok() ? "" : written.status().message();
  };
  EXPECT_EQ(why({folder / "none.c"}), folder / "none.c is not a file");
  EXPECT_NE(why({folder / "notes.txt"}).find("notes.txt does not look like C or C++"),
            std::string::npos);
  EXPECT_EQ(why({folder / "a/main.c", folder / "b/main.c"}), "two of the files are called main.c");
}

TEST(CompilersWords, AreTakenFromBazelsLogWithoutTheFolder) {
  ScratchFolder folder;
  folder.Write("log",
               "INFO: Found 1 target...\n"
               "ERROR: /x/BUILD:3:17: Compiling main.c failed: (Exit 1): clang failed\n"
               "\n"
               "Use --sandbox_debug to see verbose messages\n"
               "external/explored/0123456789abcdef/main.c:1:11: error: expected ')'\n"
               "    1 | int main( {\n"
               "Target @explored//0123456789abcdef:program failed to build\n"
               "INFO: Elapsed time: 0.2s\n");
  EXPECT_EQ(CompilersWords(folder / "log"),
            "  main.c:1:11: error: expected ')'\n"
            "      1 | int main( {\n");
}

}  // namespace
}  // namespace checker
