import { isNull, sql } from 'drizzle-orm';
import { stringify } from 'yaml';
import { type Database, type Queryable, transaction } from '#db/client';
import { alertWebhooks } from '#db/tables/alerts';
import { clients, memberships, users } from '#db/tables/identities';
import { organizations, receivers, senders } from '#db/tables/organizations';
import type { Settings } from '#lib/settings/contract';
import { receiverSettings } from '#lib/settings/receiver-contract';

type Organization = Settings['organizations'][number];
type Sender = NonNullable<Organization['senders']>[number];
type Client = NonNullable<Organization['clients']>[number];
type User = NonNullable<Organization['users']>[number];
type Receiver = NonNullable<Organization['receivers']>[number];
type Member = typeof users.$inferSelect & { roles: Record<string, ('clinician' | 'admin')[]> };

const HEADER = ` Settings of Readout. Secrets are not in this file: applied to the same database they stay as they are; applied
 to another, add each client's clientSecret, each user's password, and the credentials of each receiver and alertWebhook.
 Revoked clients, disabled users and appointments are left out.`;

/** All settings but secrets and appointments, as a settings file (YAML) that applies again. */
export async function exportSettings(db: Database): Promise<string> {
  const exported = await transaction(db, async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    return readSettings(tx);
  });
  const comment = HEADER.split('\n').map((line) => `#${line}\n`);
  return `${comment.join('')}${stringify(exported, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

async function readSettings(tx: Queryable): Promise<Settings> {
  const organizationRows = await tx.select().from(organizations).orderBy(organizations.name);
  const webhookRows = await tx.select().from(alertWebhooks);
  const senderRows = await tx.select().from(senders).orderBy(senders.name);
  const receiverRows = await tx.select().from(receivers).orderBy(receivers.name);
  const clientRows = await tx.select().from(clients).where(isNull(clients.revokedAt)).orderBy(clients.clientId);
  const members = await readMembers(tx);
  const homeOf = (member: Member) => Object.keys(member.roles).sort()[0] ?? organizationRows[0]?.name;
  return {
    organizations: organizationRows.map((row) => {
      const isOwn = ({ organization }: { organization: string }) => organization === row.name;
      return Object.assign(writeOwn(row, webhookRows.find(isOwn)?.url), {
        senders: senderRows.filter(isOwn).map(writeSender),
        clients: clientRows.filter(isOwn).map(writeClient),
        users: members.filter((member) => homeOf(member) === row.name).map(writeUser),
        receivers: receiverRows.filter(isOwn).map(writeReceiver),
      });
    }),
  };
}

async function readMembers(tx: Queryable): Promise<Member[]> {
  const rows = await tx.select().from(users).where(isNull(users.disabledAt)).orderBy(users.email);
  const all = await tx.select().from(memberships).orderBy(memberships.organization, memberships.role);
  return rows.map((row) => {
    const roles: Member['roles'] = {};
    for (const { organization, role } of all.filter((membership) => membership.userId === row.id)) {
      roles[organization] = [...(roles[organization] ?? []), role];
    }
    return Object.assign(row, { roles });
  });
}

function writeOwn(row: typeof organizations.$inferSelect, alertUrl: string | undefined): Organization {
  const { name, description, timeZone, jurisdiction, correctionWindowMinutes, finalHoldSeconds } = row;
  const { idleLockMinutes, sessionHours, slaMinutes, sharesWith, viewerUrl, sites } = row;
  return {
    name,
    description,
    timeZone,
    jurisdiction,
    correctionWindowMinutes,
    finalHoldSeconds,
    idleLockMinutes,
    sessionHours,
    slaMinutes,
    sharesWith,
    viewerUrl: viewerUrl ?? undefined,
    alertWebhook: alertUrl === undefined ? undefined : { url: alertUrl },
    sites,
  };
}

function writeSender(row: typeof senders.$inferSelect): Sender {
  const { name, topic, format, customerStatus, hl7AcknowledgementEnabled } = row;
  return { name, topic, format, customerStatus, hl7AcknowledgementEnabled };
}

function writeClient(row: typeof clients.$inferSelect): Client {
  const { clientId, domains, scopes, sender, rateLimitPerMinute, jwks } = row;
  return { clientId, jwks: jwks ?? undefined, domains, scopes, sender, rateLimitPerMinute } as Client;
}

/** Keys in the order of the documentation: the database keeps them in its own. */
function writeReceiver({ name, settings }: typeof receivers.$inferSelect): Receiver {
  return { name, ...(receiverSettings.safeParse(settings).data ?? settings) } as Receiver;
}

function writeUser({ email, name, providerNumber, platformAdmin, roles }: Member): User {
  const platform: User['roles'] = platformAdmin ? { '*': 'admin' } : {};
  return { email, name, providerNumber: providerNumber ?? undefined, roles: { ...platform, ...roles } };
}
