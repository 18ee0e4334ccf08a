/** The value below which the share `q` (0–1) of the values lies; nearest rank. Throws without values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Quotients of what was measured in the same rounds: a noisy neighbour slows both of a pair. */
export const ratios = (measured: readonly number[], against: readonly number[]): number[] =>
  measured.map((value, index) => value / (against[index] ?? Number.NaN));

/** `0.91× (0.86–0.95)`: the median with the lowest and highest round. */
export function describeRatios(values: readonly number[]): string {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
  return `${middle.toFixed(2)}× (${low.toFixed(2)}–${high.toFixed(2)})`;
}
