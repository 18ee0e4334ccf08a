import { z } from 'zod';

const exact = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const CONTROL = /\p{Cc}/u;

/**
 * A text that is stored exactly as given: lone surrogates and U+0000 cannot be stored and are refused.
 * `limit` counts UTF-16 code units.
 */
export const storableText = (limit: number) =>
  z
    .string()
    .max(limit, `must have at most ${limit} characters`)
    .refine(exact, 'contains U+0000 or half of a surrogate pair, which cannot be stored exactly');

/** The same on one line: no control characters. */
export const storableLine = (limit: number) =>
  storableText(limit).refine((text) => !CONTROL.test(text), 'must not contain control characters');

/** A one-line text that must say something. */
export const requiredLine = (limit: number) =>
  storableLine(limit).refine((text) => text.trim() !== '', 'must not be empty');

/** RFC 3339 UTC date-time with milliseconds: how every answer writes an instant. */
export const wireInstant = z.string().meta({ format: 'date-time', examples: ['2026-11-22T09:00:00.000Z'] });

/**
 * An instant as callers write it (RFC 3339 with an offset), turned into UTC with milliseconds. Years 1 to 9999: beyond
 * them PostgreSQL and JavaScript disagree on how to write one.
 */
export const givenInstant = z.iso
  .datetime({ offset: true, error: 'must be a date-time such as 2026-11-20T09:30:00Z' })
  .transform((text, context) => {
    const instant = new Date(text);
    if (hasWritableYear(instant)) return instant.toISOString();
    context.addIssue('must be in the years 1 to 9999');
    return z.NEVER;
  });

const hasWritableYear = (instant: Date): boolean => instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999;

/** The problem document of contract §2 (RFC 9457 with `requestId` and field errors). */
export const problem = z
  .object({
    type: z.string().meta({ examples: ['urn:qubs:integrations:bad-request'] }),
    title: z.string().nullable(),
    status: z.int(),
    detail: z.string().nullable(),
    instance: z.string().nullable(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .loose();
