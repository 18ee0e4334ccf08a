import type { z } from 'zod';

/** What a caller must hold: the scopes of contract §1, and what only people in the portal may do. */
export type Permission =
  | 'reports:write'
  | 'submissions:write'
  | 'appointments:read'
  | 'appointments:write'
  | 'history:read'
  | 'deliveries:read'
  | 'organization:admin';

/** How failures are answered: RFC 9457 problem, ReportStream's `{"error"}`, or RFC 6749 §5.2. */
export type ErrorStyle = 'problem' | 'reportstream' | 'oauth';

export interface ResponseSpec {
  description: string;
  /** Absent for an empty body. */
  schema?: z.ZodType;
  /** `application/json` unless told. */
  mediaType?: string;
  /** Other media types that it may come as, as text or bytes. */
  alternatives?: readonly string[];
  headers?: Record<string, string>;
}

/** A JSON document or a form, read and validated before the handler is called. */
export interface SchemaBody {
  schema: z.ZodType;
  mediaType: string;
  maxBytes: number;
  /** A body that works: shown in the documentation. */
  example: Record<string, unknown>;
  optional?: boolean;
  /** Words for what the schema refuses without words of its own. */
  words?: (issue: z.core.$ZodRawIssue) => string | undefined;
}

/** Bytes of one of several media types, which the handler reads when it has decided that it wants them. */
export interface BytesBody {
  mediaTypes: readonly string[];
  maxBytes: number;
  /** Milliseconds without a byte after which an upload counts as stalled. */
  stalledMs: number;
  /** A body that works, of the first media type. */
  example: string;
}

/** One HTTP operation as the wire knows it: validation, OpenAPI and the tests all read this one object. */
export interface Operation {
  id: string;
  method: 'GET' | 'POST' | 'PUT';
  /** OpenAPI path template; its folder below app/ has the same segments in brackets. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** `none`: anybody may call it. Otherwise a bearer token or a portal session is needed. */
  caller: 'none' | 'required';
  /** Open to who signed in with a temporary password: the way to an own one, and the way out. */
  openToTemporaryPassword?: boolean;
  /** Of a GET that changes something: HEAD is refused, and a session's request must come from our own pages. */
  changes?: boolean;
  /** Checked for the path's `{domain}`; without one the verb decides. */
  permission?: Permission;
  errorStyle: ErrorStyle;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: SchemaBody | BytesBody;
  responses: Record<number, ResponseSpec>;
  /** Statuses answered in `errorStyle`. */
  errors: readonly number[];
}

/** Keeps an operation's literal and schema types. */
export const defineOperation = <const Declared extends Operation>(operation: Declared): Declared => operation;
