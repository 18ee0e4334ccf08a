import type { z } from 'zod';

/** One thing that is wrong with a settings file. `path` is such as `organizations[0].receivers[2].routingFilter[0]`. */
export interface SettingsProblem {
  path: string;
  problem: string;
}

/** A problem before its path is written out. */
export interface FoundProblem {
  path: readonly PropertyKey[];
  problem: string;
}

const KINDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

/** Writes a path: `organizations[0].users[1].roles["*"]`; `(the file)` for the whole. */
export function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(the file)';
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
  });
  return parts.join('').replace(/^\./, '');
}

/** Every problem behind a failed parse. Values are never repeated: they may be secrets or patients' names. */
export function describeIssues(issues: readonly z.core.$ZodIssue[]): FoundProblem[] {
  return issues.flatMap((issue): FoundProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], problem: 'is not a known key' }));
    }
    return [{ path: issue.path, problem: issue.message }];
  });
}

/** Words for the issues that a schema has none of its own for; give it to `safeParse` as `error`. */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    if (issue.input === undefined) return 'is missing';
  }
  switch (issue.code) {
    case 'invalid_type': {
      const inQuotes = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
      return `must be ${KINDS[issue.expected] ?? issue.expected}${inQuotes ? ': write it in quotes' : ''}`;
    }
    case 'invalid_value':
      return `must be ${issue.values
        .map(String)
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1')}`;
    case 'too_small':
      return `must ${measure(issue.origin)} at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${measure(issue.origin)} at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
    case 'invalid_key':
      return 'is not a name that can stand here';
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

const FORMATS: Record<string, string> = {
  date: 'must be a date such as 2026-11-20',
  time: 'must be a time such as 09:30:00',
  datetime: 'must be a date and time such as 2026-11-20T09:30:00Z',
};

const measure = (origin: string) => (origin === 'string' || origin === 'array' ? 'have' : 'be');

function unit(origin: string, count: number | bigint): string {
  const isOne = Number(count) === 1;
  if (origin === 'string') return isOne ? ' character' : ' characters';
  if (origin === 'array') return isOne ? ' entry' : ' entries';
  return '';
}
