import { RE2JS } from 're2js';

/**
 * A compiled pattern. `matches` compares the whole value; `literal` patterns are compared as strings. `cost` is the
 * number of instructions of the compiled program, 0 for a literal: matching takes at most cost × length steps.
 */
export type Pattern = { source: string; literal: boolean; cost: number; matches: (value: string) => boolean };

export type PatternResult = { ok: true; pattern: Pattern } | { ok: false; reason: string };

const METACHARACTERS = /[\\^$.|?*+()[\]{}]/;

/**
 * Compiles a pattern with RE2 semantics: linear time, case-sensitive, `.` does not match a line break unless the
 * pattern starts with (?s). Refuses what RE2 cannot do, in plain words.
 */
export function compilePattern(source: string): PatternResult {
  if (!METACHARACTERS.test(source)) {
    return { ok: true, pattern: { source, literal: true, cost: 0, matches: (value) => value === source } };
  }
  try {
    const program = RE2JS.compile(source);
    return {
      ok: true,
      pattern: { source, literal: false, cost: program.programSize(), matches: (value) => program.testExact(value) },
    };
  } catch (error) {
    return { ok: false, reason: `"${source}" cannot be used as a pattern: ${inPlainWords(error)}` };
  }
}

function inPlainWords(error: unknown): string {
  const message = error instanceof Error ? error.message.replace('error parsing regexp: ', '') : String(error);
  if (/`\(\?(<?[=!]|>)/.test(message)) return 'look-ahead, look-behind and atomic groups are not available.';
  if (/escape sequence: `\\[1-9k]/.test(message)) return 'back-references are not available.';
  return `${message}.`;
}

/**
 * The pattern that commas between arguments took apart, as in `a{1,2}`, `[a,b]` or `(a,b)`, or null. RE2 reads `a{1`
 * and `2}` as plain text, so without this check such a filter would be accepted and never match.
 */
export function findPatternSplitByComma(args: readonly string[]): string | null {
  for (const [index, arg] of args.entries()) {
    const next = args[index + 1];
    if (next === undefined) return null;
    if (/(?:^|[^\\])\{\d+$/.test(arg) && /^\d*\}/.test(next)) return `${arg},${next}`;
    if (!compilePattern(arg).ok) return findCompilingJoin(args.slice(index, index + MOST_PIECES));
  }
  return null;
}

const MOST_PIECES = 10;

function findCompilingJoin(pieces: readonly string[]): string | null {
  for (let count = 2; count <= pieces.length; count++) {
    const joined = pieces.slice(0, count).join(',');
    if (compilePattern(joined).ok) return joined;
  }
  return null;
}
