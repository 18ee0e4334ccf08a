interface Share {
  key: string;
  count: number;
  fill: string;
}

/** A bar of shares, as wide as `total` is of `most`. The figures beside it say the same, so that it is hidden from readers. */
export function ShareBar({ shares, most }: { shares: readonly Share[]; most: number }) {
  let from = 0;
  return (
    <svg aria-hidden className="h-2.5 w-full rounded-sm bg-raised" preserveAspectRatio="none">
      {shares
        .filter(({ count }) => count > 0)
        .map(({ key, count, fill }) => {
          const x = (from / most) * 100;
          from += count;
          return <rect key={key} x={`${x}%`} width={`${(count / most) * 100}%`} height="100%" fill={fill} />;
        })}
    </svg>
  );
}
