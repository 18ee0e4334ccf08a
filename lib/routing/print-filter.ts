/** Writes an expression as `name(arg, arg)`, the form that parseFilter reads. */
export function printFilter(name: string, args: readonly string[]): string {
  return `${name}(${args.join(', ')})`;
}
