import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';

/**
 * Throws `conflict` when an organization among `domains` would be left without an administrator who can sign in, were this
 * person none any more. The organizations must be held.
 */
export async function keepAnAdmin(tx: Queryable, domains: readonly string[], userId: string): Promise<void> {
  const { rows } = await tx.execute<{ organization: string }>(sql`
    select distinct m.organization from memberships m
    where m.user_id = ${userId}::uuid and m.role = 'admin' and m.organization = any (${sql.param(domains)}::text[])
      and not exists (select from memberships o join users u on u.id = o.user_id
        where o.organization = m.organization and o.role = 'admin' and o.user_id <> m.user_id and u.disabled_at is null)
    order by m.organization`);
  const [left] = rows;
  if (!left) return;
  throw new DomainError(
    'conflict',
    `This is the last administrator of ${left.organization}. Make somebody else an administrator there first.`,
  );
}
