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
