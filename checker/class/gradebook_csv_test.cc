#include "checker/class/gradebook_csv.h"

#include <gtest/gtest.h>

#include "checker/class/sample_class.h"

namespace checker {
namespace {

TEST(GradebookCsv, OneRowForEachStudent) {
  EXPECT_EQ(GradebookCsv(SampleClass()),
            "student,04_locks/rlock,04_locks/bank,total,maximum\r\n"
            "Ann,20,0,20,30\r\n"
            "Bob,8,0,8,30\r\n"
            "Cem,could not be graded,0,not known yet,30\r\n"
            "Dee,0,0,0,30\r\n");
}

TEST(GradebookCsv, AnEmptyClassHasAHeader) {
  EXPECT_EQ(GradebookCsv(ClassResult()), "student,total,maximum\r\n");
}

TEST(GradebookCsv, CellsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(CsvCell("Lee, Ann"), "\"Lee, Ann\"");
  EXPECT_EQ(CsvCell("the \"boss\""), "\"the \"\"boss\"\"\"");
  EXPECT_EQ(CsvCell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(CsvCell("a\rb"), "\"a\rb\"");
  EXPECT_EQ(CsvCell("Zo\xC3\xAB"), "Zo\xC3\xAB");
  EXPECT_EQ(CsvCell(""), "");
}

TEST(GradebookCsv, NoCellIsAFormula) {
  EXPECT_EQ(CsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(CsvCell("-rf"), "'-rf");
  EXPECT_EQ(CsvCell("@x"), "'@x");
  EXPECT_EQ(CsvCell("+x,y"), "\"'+x,y\"");
  EXPECT_EQ(CsvCell("\t=1"), "'\t=1");
}

TEST(GradebookCsv, CellsAreTextAndNothingElse) {
  EXPECT_EQ(CsvCell("\x1b[31m"), "?[31m");
  EXPECT_EQ(CsvCell("bad\xff"), "bad\xEF\xBF\xBD");
}

}  // namespace
}  // namespace checker
