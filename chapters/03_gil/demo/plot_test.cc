#include "chapters/03_gil/demo/plot.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

namespace {

std::vector<double> WidthsOfBars(const std::string& svg) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(svg.c_str()));
  std::vector<double> widths;
  for (const pugi::xml_node& rect : document.child("svg").children("rect")) {
    if (rect.attribute("fill").value() != std::string("#ffffff")) {
      widths.push_back(rect.attribute("width").as_double());
    }
  }
  return widths;
}

TEST(Plot, BarsAreAsLongAsTheirSeconds) {
  const auto widths = WidthsOfBars(Plot("t", {{"g", {{"a", 9.0}, {"b", 4.5}}}}));
  ASSERT_EQ(widths.size(), 2u);
  EXPECT_NEAR(widths[0], 2 * widths[1], 2);
}

TEST(Plot, EachGroupHasItsOwnScale) {
  const auto widths = WidthsOfBars(Plot("t", {{"g", {{"a", 9.0}}}, {"h", {{"a", 0.5}}}}));
  ASSERT_EQ(widths.size(), 2u);
  EXPECT_EQ(widths[0], widths[1]);
}

TEST(Plot, ABarOfNoLengthCanBeSeen) {
  EXPECT_EQ(WidthsOfBars(Plot("t", {{"g", {{"a", 0.0}}}})), std::vector<double>{1});
}

}  // namespace
