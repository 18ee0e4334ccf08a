import { z } from 'zod';
import { CHECK_RULES } from '#lib/checks/contract';
import { requiredLine } from '#lib/text';

/** Why a person signs although a check blocks it; kept with the version. */
export const checkOverride = z
  .object({ rule: z.enum(CHECK_RULES), reason: requiredLine(500) })
  .meta({ id: 'CheckOverride' });
export type CheckOverride = z.output<typeof checkOverride>;

export const checkOverrides = z
  .array(checkOverride)
  .max(CHECK_RULES.length)
  .refine((overrides) => new Set(overrides.map(({ rule }) => rule)).size === overrides.length, 'names a check twice');
