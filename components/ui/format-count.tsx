/** 1,234 — as everywhere in the portal. */
export const formatCount = (count: number): string => count.toLocaleString('en-AU');

/** 1 row, 1,234 rows. */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
