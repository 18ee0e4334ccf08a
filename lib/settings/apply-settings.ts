import { sql } from 'drizzle-orm';
import { type Queryable, transaction } from '#db/client';
import { appliedSettings, organizations, receivers, senders } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import { hashSecret } from '#lib/identity/hash-secret';
import { applyClient } from '#lib/settings/apply-client';
import { type Applied, applyOrganization } from '#lib/settings/apply-organization';
import { applyReceiver } from '#lib/settings/apply-receiver';
import { applySender } from '#lib/settings/apply-sender';
import { applyUser } from '#lib/settings/apply-user';
import { type AppointmentSettings, type Settings, settingsFile } from '#lib/settings/contract';
import { type BrokenReference, findBrokenReferences } from '#lib/settings/find-broken-references';
import { listObjects, type SettingsObject } from '#lib/settings/list-objects';
import { formatPath } from '#lib/settings/problems';

/** Any constant: processes that start together take turns on this advisory lock. */
const SETTINGS_LOCK = 7_020_242;

export interface ApplyOptions {
  /**
   * Creates an appointment unless its domain has one of that id, in the transaction that applies everything else. Without
   * it, appointments of the file are left out.
   */
  applyAppointment?: (
    tx: Queryable,
    organization: Pick<typeof organizations.$inferSelect, 'name' | 'slaMinutes'>,
    appointment: AppointmentSettings,
  ) => Promise<'created' | 'exists'>;
}

export interface AppliedCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/** An object to be applied, and the hash of its secret if that is new. */
type Change = { object: SettingsObject; secretHash: string | null };
type Outcome = { object: SettingsObject; applied: Applied };

/**
 * Applies a settings file in one transaction: creates and updates, deletes nothing. An object whose text in the file has
 * not changed since it was last applied is left alone, so that edits made elsewhere stay; one that was deleted stays so,
 * until something that is applied refers to it. Throws `bad_request`, with every problem's path, when something refers to
 * what neither the file nor the database holds; nothing is applied then.
 */
export async function applySettings(
  context: Context,
  settings: Settings,
  options: ApplyOptions = {},
): Promise<AppliedCounts> {
  const objects = listObjects(settings);
  const { outcomes, appointments } = await transaction(context.db, async (tx) => {
    // Another process may be hashing its way through the same file: wait for it as long as it takes.
    await tx.execute(
      sql`select set_config('lock_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`,
    );
    await tx.execute(sql`select pg_advisory_xact_lock(${SETTINGS_LOCK})`);
    const changes = await findChanges(tx, objects);
    const outcomes: Outcome[] = [];
    if (changes.length > 0) await waitForEditors(tx);
    for (const { object, secretHash } of changes) {
      const outcome = { object, applied: await applyObject(context, tx, object, secretHash) };
      await record(tx, context, outcome);
      outcomes.push(outcome);
    }
    return { outcomes, appointments: await applyAppointments(tx, settings, options) };
  });
  const count = (applied: Applied) => outcomes.filter((outcome) => outcome.applied === applied).length;
  return {
    created: count('created') + appointments.created,
    updated: count('updated'),
    unchanged: objects.length - outcomes.length + appointments.unchanged,
  };
}

/**
 * An editor locks its row, then the settings version: taken the other way round both would wait for each other. So every
 * row is locked before the first write; readers and foreign keys are not held up.
 */
async function waitForEditors(tx: Queryable): Promise<void> {
  for (const table of [organizations, senders, receivers]) {
    await tx.execute(sql`select 1 from ${table} for no key update`);
  }
}

async function findChanges(tx: Queryable, objects: readonly SettingsObject[]): Promise<Change[]> {
  const rows = await tx.select().from(appliedSettings);
  const last = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row.sha256]));
  const changed = objects.filter(({ kind, key, digest }) => last.get(`${kind} ${key}`) !== digest);
  if (changed.length === 0) return [];
  return Promise.all(
    (await withWhatTheyNeed(tx, objects, changed)).map(async (object) => {
      const { kind, key, secret } = object;
      const isNew = secret !== null && last.get(`${secretKind(kind)} ${key}`) !== secret.digest;
      return { object, secretHash: isNew ? await hashSecret(secret.text) : null };
    }),
  );
}

/** With the objects that the file has too, and that are gone: they are made again. Throws `bad_request` on what it lacks. */
async function withWhatTheyNeed(
  tx: Queryable,
  objects: readonly SettingsObject[],
  changed: readonly SettingsObject[],
): Promise<readonly SettingsObject[]> {
  const problems = await findBrokenReferences(tx, changed);
  if (problems.length === 0) return changed;
  const isMissing = ({ kind, key }: SettingsObject) =>
    problems.some(({ missing }) => missing?.kind === kind && missing.key === key);
  if (!objects.some(isMissing)) refuse(problems);
  // In the file's order: what others refer to comes before them.
  const wanted = objects.filter((object) => changed.includes(object) || isMissing(object));
  return withWhatTheyNeed(tx, objects, wanted);
}

function refuse(problems: readonly BrokenReference[]): never {
  const errors = problems.map(({ path, problem }) => ({ pointer: formatPath(path), detail: problem }));
  const lines = errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  throw new DomainError('bad_request', `The settings were not applied. ${lines.join('; ')}.`, { errors });
}

function applyObject(
  context: Context,
  tx: Queryable,
  object: SettingsObject,
  secretHash: string | null,
): Promise<Applied> {
  switch (object.kind) {
    case 'organization':
      return applyOrganization(tx, object.settings);
    case 'sender':
      return applySender(tx, object.organization, object.settings);
    case 'receiver':
      return applyReceiver(context, tx, object.organization, object.settings);
    case 'client':
      return applyClient(tx, object.organization, object.settings, secretHash);
    case 'user':
      return applyUser(tx, object.settings, secretHash);
    default:
      return object satisfies never;
  }
}

async function record(tx: Queryable, context: Context, { object, applied }: Outcome): Promise<void> {
  const { kind, key, digest, secret, organization } = object;
  const digests: (typeof appliedSettings.$inferInsert)[] = [{ kind, key, sha256: digest }];
  if (secret !== null) digests.push({ kind: secretKind(kind), key, sha256: secret.digest });
  await tx
    .insert(appliedSettings)
    .values(digests)
    .onConflictDoUpdate({
      target: [appliedSettings.kind, appliedSettings.key],
      set: { sha256: sql`excluded.sha256`, appliedAt: sql`now()` },
    });
  await recordEvent(context, tx, {
    action: `${kind}.${applied === 'created' ? 'create' : 'update'}`,
    principal: 'system:settings',
    organization,
    entity: kind,
    entityId: key,
  });
}

async function applyAppointments(tx: Queryable, settings: Settings, { applyAppointment }: ApplyOptions) {
  const counts = { created: 0, unchanged: 0 };
  if (!applyAppointment) return counts;
  const rows = await tx.select().from(organizations);
  for (const { name, appointments } of settingsFile.parse(settings).organizations) {
    const organization = rows.find((row) => row.name === name);
    if (!organization) throw new Error(`The organization ${name} vanished while it was applied.`);
    for (const appointment of appointments) {
      const outcome = await applyAppointment(tx, organization, appointment);
      counts[outcome === 'created' ? 'created' : 'unchanged'] += 1;
    }
  }
  return counts;
}

const secretKind = (kind: SettingsObject['kind']): string => `${kind}-secret`;
