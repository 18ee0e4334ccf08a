type Fields = Readonly<Record<string, unknown>>;

/** What an audit event says of a change: the names of the fields, and their values before and after as JSON. */
export function describeChange(before: Fields, after: Fields): { changed: string; before: string; after: string } {
  const differing = changedFields(before, after);
  const only = (fields: Fields) => JSON.stringify(Object.fromEntries(differing.map((name) => [name, fields[name]])));
  return { changed: differing.join(', '), before: only(before), after: only(after) };
}

/** The fields whose values differ, in alphabetical order. */
export function changedFields(before: Fields, after: Fields): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].sort().filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
