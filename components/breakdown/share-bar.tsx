interface Share {
  key: string;
  count: number;
  fill: string;
}

/** A bar of shares, as wide as their sum is of `most`. The figures beside it say the same: readers need not hear it. */
export function ShareBar({ shares, most }: { shares: readonly Share[]; most: number }) {
  const before = (index: number) => shares.slice(0, index).reduce((sum, { count }) => sum + count, 0);
  const percent = (count: number) => `${(count / most) * 100}%`;
  return (
    <svg aria-hidden className="h-2.5 w-full rounded-sm bg-raised">
      {shares.map(
        ({ key, count, fill }, index) =>
          count > 0 && <rect key={key} x={percent(before(index))} width={percent(count)} height="100%" fill={fill} />,
      )}
    </svg>
  );
}
