import { z } from 'zod';
import { wordIssue } from '#lib/settings/problems';
import { wireInstant } from '#lib/text';

/** `{domain}` in the path of every settings operation: whose settings they are. */
export const settingsParams = z.object({
  domain: z.string().max(64).meta({ description: 'The organization’s name.' }),
});

/** Every object says which version it is; a change names the one it was made from. */
export const objectVersion = z.string().regex(/^[\w-]{27}$/);

export const changeHeaders = z.object({
  'if-match': z
    .string('must name the version that was changed')
    .regex(/^"[\w-]{27}"$/, 'must be one quoted version as it was read')
    .meta({ description: 'The version this change was made from; a stale one is a 409 and changes nothing.' }),
});

/** Told of an object that a settings file names too: the file wins again once its own text changes. */
export const fileOrigin = z
  .object({ appliedAt: wireInstant.meta({ description: 'When the file was last applied to it.' }) })
  .nullable();
export type FileOrigin = z.output<typeof fileOrigin>;

/** What all settings operations have in common. */
export const settingsOperation = {
  tag: 'Settings',
  caller: 'required',
  permission: 'organization:admin',
  errorStyle: 'problem',
  params: settingsParams,
} as const;

export const READ_ERRORS = [400, 401, 403, 404, 429, 500];
export const CHANGE_ERRORS = [400, 401, 403, 404, 409, 429, 500];

/** What all bodies of settings have in common: far more bytes than any object needs, problems in the settings file's words. */
export const settingsBody = { mediaType: 'application/json', maxBytes: 1_048_576, words: wordIssue } as const;
