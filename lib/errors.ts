/** Every way a verb may refuse a request. lib/http maps each code to a status; nothing else decides statuses. */
export type DomainErrorCode =
  | 'bad_request'
  | 'unauthenticated'
  | 'insufficient_scope'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'gone'
  | 'timed_out'
  | 'too_large'
  | 'busy'
  | 'too_many_requests';

/** One wrong field: `pointer` is an RFC 6901 JSON pointer into the body, or the name of a parameter. */
export interface FieldError {
  pointer: string;
  detail: string;
}

export interface DomainErrorOptions {
  errors?: FieldError[];
  /** Headers the answer must carry (`Retry-After`, `Allow`, …). */
  headers?: Record<string, string>;
  /** Machine-readable members for the answer, such as the newer version of a conflict. */
  extensions?: Record<string, string | number>;
}

/** An expected refusal. `detail` is shown to the caller: plain words, no patient data. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly options: DomainErrorOptions;

  constructor(code: DomainErrorCode, detail: string, options: DomainErrorOptions = {}) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.options = options;
  }
}

/**
 * Tells a DomainError from a failure. By shape, not `instanceof`: the server, a page and a Next route each load their
 * own copy of this class.
 */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === 'DomainError' && 'code' in error && 'options' in error;
}

/** The SQLSTATE of a failed statement, looked for through drizzle's wrapper; null for anything else. */
export function sqlState(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    // Only PostgreSQL's own errors have a severity; EPIPE looks like a SQLSTATE, too.
    if ('severity' in cause && 'code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

/**
 * What an error says, for an operator to read. A failed statement's own message repeats its values (patients, secrets'
 * hashes), so the database's is told instead; of a refused value (class 22), which that one quotes, the SQLSTATE only.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('query' in error && 'params' in error) return describeError(error.cause ?? 'A statement failed.');
  const state = sqlState(error);
  if (state?.startsWith('22')) return `The database refused a value (SQLSTATE ${state}).`;
  // What node throws when it tried several addresses of a host says nothing itself.
  return error.message || describeError((error as Partial<AggregateError>).errors?.[0] ?? error.name);
}

/** Where an error was made, without its message: that may quote values, and have lines that look like these. */
export function stackFrames({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at < 0 ? '' : stack.slice(at + message.length).trim();
}
