// The only source of randomness in a schedule: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), chosen
// because its whole state is one word and its output is the same on every machine.
//
// Thread safety: none; a generator belongs to whoever has the turn.
#ifndef CHECKER_EXPLORE_BASE_RANDOM_H_
#define CHECKER_EXPLORE_BASE_RANDOM_H_

#include <cstdint>

namespace explore {

class Random {
 public:
  explicit Random(std::uint64_t seed = 0) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  // REQUIRES: n >= 1. The bias of the modulus is far below what any test could notice.
  std::uint64_t Below(std::uint64_t n) { return Next() % n; }

  bool OneIn(std::uint64_t n) { return n != 0 && Below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_BASE_RANDOM_H_
