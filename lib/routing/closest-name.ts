/** Edit distance (insertions, deletions, substitutions) between two short words. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

const withoutStyle = (word: string): string =>
  word
    .slice(0, 64)
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .toLowerCase();

/** The known name most like a mistyped one, whatever its capitals, hyphens and underscores. `known` is not empty. */
export function closestName<Name extends string>(word: string, known: readonly [Name, ...Name[]]): Name {
  const wanted = withoutStyle(word);
  let best = known[0];
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const candidate = distance(wanted, withoutStyle(name));
    if (candidate < bestDistance) [best, bestDistance] = [name, candidate];
  }
  return best;
}
