// The demonstration's picture.
//
// Thread safety: a pure function.
#ifndef CHAPTERS_03_GIL_DEMO_PLOT_H_
#define CHAPTERS_03_GIL_DEMO_PLOT_H_

#include <string>
#include <vector>

// A bar for each way; all bars of a group have one scale.
struct Bar {
  std::string label;
  double seconds;
};

struct BarGroup {
  std::string title;
  std::vector<Bar> bars;
};

// An SVG image. Texts must need no escaping.
std::string Plot(const std::string& title, const std::vector<BarGroup>& groups);

#endif  // CHAPTERS_03_GIL_DEMO_PLOT_H_
