import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { organizations, senders } from '#db/tables/organizations';
import { applyAlertWebhook } from '#lib/settings/apply-alert-webhook';
import { type OrganizationSettings, sender, STANDING_SENDERS } from '#lib/settings/contract';

/** Whether an object was there before. */
export type Applied = 'created' | 'updated';

/** SQL: true for a row that an upsert inserted. */
export const wasInserted = sql<boolean>`(xmax = 0)`;

/** Creates or updates an organization (not what is written under it), with the senders that every organization has. */
export async function applyOrganization(tx: Queryable, settings: OrganizationSettings): Promise<Applied> {
  const row = {
    description: settings.description ?? settings.name,
    timeZone: settings.timeZone,
    jurisdiction: settings.jurisdiction,
    correctionWindowMinutes: settings.correctionWindowMinutes,
    finalHoldSeconds: settings.finalHoldSeconds,
    idleLockMinutes: settings.idleLockMinutes,
    sessionHours: settings.sessionHours,
    slaMinutes: settings.slaMinutes,
    sharesWith: settings.sharesWith,
    viewerUrl: settings.viewerUrl ?? null,
    sites: settings.sites.map(({ name, timeZone }) => ({ name, timeZone: timeZone ?? settings.timeZone })),
    updatedAt: sql`now()`,
  };
  const [applied] = await tx
    .insert(organizations)
    .values({ name: settings.name, ...row })
    .onConflictDoUpdate({ target: organizations.name, set: row })
    .returning({ wasInserted });
  await applyAlertWebhook(tx, settings.name, settings.alertWebhook);
  await tx
    .insert(senders)
    .values(STANDING_SENDERS.map((name) => Object.assign(sender.parse({ name }), { organization: settings.name })))
    .onConflictDoNothing();
  return applied?.wasInserted ? 'created' : 'updated';
}
