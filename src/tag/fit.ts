// Learns the numbers of a topic file from labelled texts: plain logistic and softmax regression over the file's own rules,
// so that each learned number stays the weight of one rule that a reader can see. Deterministic; runs offline only.

export interface FitExample {
  /** Indices of the features that hold. */
  readonly features: readonly number[];
  readonly label: boolean;
  /** How much the example counts. */
  readonly weight: number;
}

export interface FitOptions {
  readonly features: number;
  /** Sign a weight may have: 1 not below zero, -1 not above, 0 free. */
  readonly signs: readonly number[];
  /** Weights that stay as they are; undefined: learned. */
  readonly fixed?: readonly (number | undefined)[];
  /** The base, where it is not learned. */
  readonly base?: number;
  /** Strength of the pull towards zero. */
  readonly ridge: number;
  readonly rounds: number;
}

export interface Fitted {
  readonly base: number;
  readonly weights: readonly number[];
}

/** Logistic regression with a ridge and signs, by accelerated projected gradient steps. */
export function fitLogistic(examples: readonly FitExample[], options: FitOptions): Fitted {
  const weights = new Float64Array(options.features + 1);
  const ahead = new Float64Array(options.features + 1);
  const gradient = new Float64Array(options.features + 1);
  const total = examples.reduce((all, example) => all + example.weight, 0);
  options.fixed?.forEach((value, index) => {
    if (value !== undefined) weights[index + 1] = ahead[index + 1] = value;
  });
  if (options.base !== undefined) weights[0] = ahead[0] = options.base;
  const longest = examples.reduce((most, example) => Math.max(most, example.features.length + 1), 1);
  const rate = 4 / (longest + 4 * options.ridge);
  for (let round = 0; round < options.rounds; round++) {
    gradient.fill(0);
    for (const example of examples) {
      const error = sigmoid(sum(ahead, example.features)) - (example.label ? 1 : 0);
      const part = (error * example.weight) / total;
      gradient[0] = (gradient[0] ?? 0) + part;
      for (const feature of example.features) gradient[feature + 1] = (gradient[feature + 1] ?? 0) + part;
    }
    const momentum = round / (round + 3);
    for (let index = 0; index < weights.length; index++) {
      if (index === 0 ? options.base !== undefined : options.fixed?.[index - 1] !== undefined) continue;
      const pull = index === 0 ? 0 : ((ahead[index] ?? 0) * options.ridge) / total;
      const before = weights[index] ?? 0;
      let next = (ahead[index] ?? 0) - rate * ((gradient[index] ?? 0) + pull);
      const sign = index === 0 ? 0 : (options.signs[index - 1] ?? 0);
      if ((sign > 0 && next < 0) || (sign < 0 && next > 0)) next = 0;
      weights[index] = next;
      ahead[index] = next + momentum * (next - before);
    }
  }
  return { base: weights[0] ?? 0, weights: Array.from(weights.subarray(1)) };
}

export interface ChoiceExample {
  /** For each choice, the indices of its features that hold. */
  readonly features: readonly (readonly number[])[];
  readonly choice: number;
  /** How much the example counts. */
  readonly weight: number;
}

/** Softmax regression: which of several choices; every choice has its own features, numbered in one range, and a base. */
export function fitChoice(
  examples: readonly ChoiceExample[],
  choices: number,
  features: number,
  ridge: number,
  rounds: number,
): { readonly bases: readonly number[]; readonly weights: readonly number[] } {
  const size = choices + features;
  const weights = new Float64Array(size);
  const ahead = new Float64Array(size);
  const gradient = new Float64Array(size);
  const total = examples.reduce((all, example) => all + example.weight, 0);
  const rate = 0.5;
  for (let round = 0; round < rounds; round++) {
    gradient.fill(0);
    for (const example of examples) {
      const scores = example.features.map((held, choice) => {
        let score = ahead[choice] ?? 0;
        for (const feature of held) score += ahead[choices + feature] ?? 0;
        return score;
      });
      const most = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - most));
      const all = odds.reduce((a, b) => a + b, 0);
      example.features.forEach((held, choice) => {
        const error =
          (((odds[choice] ?? 0) / all - (choice === example.choice ? 1 : 0)) * example.weight) / total;
        gradient[choice] = (gradient[choice] ?? 0) + error;
        for (const feature of held) gradient[choices + feature] = (gradient[choices + feature] ?? 0) + error;
      });
    }
    const momentum = round / (round + 3);
    for (let index = 0; index < size; index++) {
      const before = weights[index] ?? 0;
      const next =
        (ahead[index] ?? 0) - rate * ((gradient[index] ?? 0) + ((ahead[index] ?? 0) * ridge) / total);
      weights[index] = next;
      ahead[index] = next + momentum * (next - before);
    }
  }
  return { bases: Array.from(weights.subarray(0, choices)), weights: Array.from(weights.subarray(choices)) };
}

function sum(weights: Float64Array, features: readonly number[]): number {
  let total = weights[0] ?? 0;
  for (const feature of features) total += weights[feature + 1] ?? 0;
  return total;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
