import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import type { SubmitReport } from '#lib/reports/contract';
import { checkOverrides, type CheckOverride } from '#lib/reports/overrides-contract';

/**
 * The overrides in a person's submission; null from a client, whatever its body has under that name: unknown members are
 * ignored (contract §3). Throws `bad_request` naming what is wrong with them.
 */
export function readOverrides(actor: Actor, { overrides }: SubmitReport): CheckOverride[] | null {
  if (actor.kind !== 'user' || overrides === undefined || overrides === null) return null;
  const parsed = checkOverrides.safeParse(overrides);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: ['/overrides', ...path.map(String)].join('/'),
    detail: message,
  }));
  throw new DomainError('bad_request', `overrides: ${errors[0]?.detail ?? 'not valid'}`, { errors });
}
