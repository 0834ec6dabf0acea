#include "chapters/03_gil/demo/plot.h"

#include <fmt/format.h>

#include <algorithm>

namespace {

// In pixels.
constexpr int kWidth = 720;
constexpr int kLeft = 190;  // where the bars begin
constexpr int kRight = 90;  // left free for the figure behind the longest bar
constexpr int kTitleHeight = 46;
constexpr int kGroupTitle = 34;
constexpr int kBarHeight = 24;
constexpr int kBarStep = 32;
constexpr int kGroupGap = 18;

int HeightOf(const BarGroup& group) {
  return kGroupTitle + static_cast<int>(group.bars.size()) * kBarStep + kGroupGap;
}

double Longest(const BarGroup& group) {
  double longest = 0;
  for (const Bar& bar : group.bars) longest = std::max(longest, bar.seconds);
  return longest > 0 ? longest : 1;
}

std::string Text(int x, int y, const char* style, const std::string& text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" {}>{}</text>\n", x, y, style, text);
}

std::string DrawBar(const Bar& bar, double longest, int y) {
  const int width =
      std::max(1, static_cast<int>(bar.seconds / longest * (kWidth - kLeft - kRight)));
  const int baseline = y + kBarHeight - 7;
  return Text(kLeft - 10, baseline, "text-anchor=\"end\"", bar.label) +
         fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", kLeft, y,
                     width, kBarHeight, "#4878a8") +
         Text(kLeft + width + 8, baseline, "", fmt::format("{:.2f} s", bar.seconds));
}

std::string DrawGroup(const BarGroup& group, int y) {
  std::string drawn = Text(16, y + 22, "font-weight=\"bold\"", group.title);
  y += kGroupTitle;
  for (const Bar& bar : group.bars) {
    drawn += DrawBar(bar, Longest(group), y);
    y += kBarStep;
  }
  return drawn;
}

}  // namespace

std::string Plot(const std::string& title, const std::vector<BarGroup>& groups) {
  int height = kTitleHeight;
  for (const BarGroup& group : groups) height += HeightOf(group);
  std::string drawn = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"14\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
      kWidth, height);
  drawn += Text(16, 30, "font-size=\"18\"", title);
  int y = kTitleHeight;
  for (const BarGroup& group : groups) {
    drawn += DrawGroup(group, y);
    y += HeightOf(group);
  }
  return drawn + "</svg>\n";
}
