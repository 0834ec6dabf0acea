#include "checker/explore/strategy/token.h"

#include "checker/explore/state/arena.h"

namespace explore {
namespace {

void AddFlags(Text& text, const Plan& plan) {
  if (plan.cold) text.Add("C");
  if (plan.memory_points) text.Add("M");
  if (plan.spurious_one_in != 0) text.Add("S").Base36(plan.spurious_one_in);
}

// Reads a number in base 36, lower case. Returns false if there is none.
bool TakeNumber(const char*& at, std::uint64_t& value) {
  const char* const start = at;
  value = 0;
  for (;; ++at) {
    if (*at >= '0' && *at <= '9') {
      value = value * 36 + static_cast<std::uint64_t>(*at - '0');
    } else if (*at >= 'a' && *at <= 'z') {
      value = value * 36 + static_cast<std::uint64_t>(*at - 'a') + 10;
    } else {
      return at != start && at - start <= 12;
    }
  }
}

bool TakeFlags(const char*& at, Plan& plan) {
  std::uint64_t number = 0;
  for (; *at >= 'A' && *at <= 'Z';) {
    const char flag = *at++;
    if (flag == 'C') {
      plan.cold = true;
      continue;
    }
    if (flag == 'M') {
      plan.memory_points = true;
      continue;
    }
    if (!TakeNumber(at, number) || number > 0xffffffffu) return false;
    if (flag == 'S') {
      plan.spurious_one_in = static_cast<int>(number);
    } else if (flag == 'D') {
      plan.depth = static_cast<int>(number);
    } else if (flag == 'K') {
      plan.length = static_cast<std::uint32_t>(number);
    } else {
      return false;
    }
  }
  return true;
}

bool TakeDeviations(const char*& at, Deviation* deviations, int& count) {
  std::uint64_t decision = 0;
  count = 0;
  while (*at == '-') {
    ++at;
    std::uint64_t distance = 0;
    std::uint64_t choice = 1;
    if (count == kMaxDeviations || !TakeNumber(at, distance)) return false;
    if (*at == '.' && !TakeNumber(++at, choice)) return false;
    decision += distance;
    deviations[count++] = {decision, static_cast<std::uint32_t>(choice)};
  }
  return true;
}

}  // namespace

void AddDeviationToken(Text& text, const Plan& plan, const Deviation* deviations, int count) {
  text.Add("x");
  if (plan.cold) text.Add("C");
  if (plan.memory_points) text.Add("M");  // spurious wake-ups are among the deviations
  std::uint64_t last = 0;
  for (int i = 0; i < count; ++i) {
    text.Add("-").Base36(deviations[i].decision - last);
    if (deviations[i].choice != 1) text.Add(".").Base36(deviations[i].choice);
    last = deviations[i].decision;
  }
}

void AddToken(Text& text) {
  const Plan& plan = arena->schedule.plan;
  const char letter = FactsOf(plan.strategy).letter;
  if (letter == 0) {
    AddDeviationToken(text, plan, arena->deviations, arena->schedule.deviation_count);
    return;
  }
  text.Add(&letter, 1).Base36(plan.seed);
  AddFlags(text, plan);
  if (plan.strategy == StrategyKind::kPct) {
    text.Add("D").Base36(plan.depth).Add("K").Base36(plan.length);
  }
}

bool ParseToken(const char* token, Plan& plan, Deviation* deviations, int& count) {
  plan = Plan();
  count = 0;
  const char letter = *token;
  const char* at = token + 1;
  if (letter == 'x') {
    plan.strategy = StrategyKind::kReplay;
    return TakeFlags(at, plan) && TakeDeviations(at, deviations, count) && *at == 0;
  }
  for (int i = 0; i < kStrategyCount; ++i) {
    if (letter == 0 || kStrategies[i].letter != letter) continue;
    std::uint64_t seed = 0;
    plan.strategy = static_cast<StrategyKind>(i);
    if (!TakeNumber(at, seed) || seed > 0xffffffffu || !TakeFlags(at, plan)) return false;
    plan.seed = static_cast<std::uint32_t>(seed);
    return *at == 0;
  }
  return false;
}

}  // namespace explore
