import { z } from 'zod';
import { INSERTIONS } from '#lib/templates/insertions';
import { requiredLine, storableText } from '#lib/text';

const isKnown = (name: string): boolean => (INSERTIONS as readonly string[]).includes(name);
const knowsInsertions = (text: string): boolean =>
  [...text.matchAll(/\{(\w{1,40})\}/g)].every(([, name = '']) => isKnown(name));

const templateText = storableText(50_000)
  .refine((text) => text.trim() !== '', 'must not be blank')
  .refine(knowsInsertions, `may insert only ${INSERTIONS.map((name) => `{${name}}`).join(' ')}`);

/** A text to begin a report with. `[fields]` are left to the reader; `{insertions}` come from the appointment. */
export const template = z.object({
  id: z
    .string()
    .max(64, 'must have at most 64 characters')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of small letters and digits, joined by hyphens'),
  name: requiredLine(255),
  /** A modality as appointments name it; null for exams of every kind. */
  modality: requiredLine(16).nullable(),
  procedureCodes: z.array(requiredLine(64)),
  bodyPart: requiredLine(64).nullable(),
  /** Words of a study description that the template fits, in small letters. */
  keywords: z.array(requiredLine(64).lowercase()),
  text: templateText,
});
export type Template = z.output<typeof template>;

/** A text that replaces its abbreviation as soon as a space follows it. */
export const snippet = z.object({
  abbreviation: z.string().regex(/^;[a-z0-9]{1,20}$/, 'must be a semicolon and 1 to 20 small letters or digits'),
  text: templateText,
});
export type Snippet = z.output<typeof snippet>;
