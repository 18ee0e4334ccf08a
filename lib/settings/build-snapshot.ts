import type { organizations, receivers, senders } from '#db/tables/organizations';
import { log } from '#lib/log';
import { type CompiledDestination, compileDestination } from '#lib/routing/compile-destination';
import { FILTER_TYPES } from '#lib/routing/contract';
import { mayReceive } from '#lib/routing/route-item';
import type { Sender } from '#lib/settings/contract';
import { describeIssues, formatPath } from '#lib/settings/problems';
import { FILTER_SETTINGS, type ReceiverSettings, receiverSettings } from '#lib/settings/receiver-contract';

type OrganizationRow = typeof organizations.$inferSelect;
type SenderRow = typeof senders.$inferSelect;
type ReceiverRow = Pick<typeof receivers.$inferSelect, 'organization' | 'name' | 'settings'>;

/** An organization with its senders, `portal` and `partner` among them. */
export type Organization = Readonly<OrganizationRow> & { senders: ReadonlyMap<string, Readonly<Sender>> };

/** A destination ready for routing, with the settings that delivery needs; `timing.timeZone` is always there. */
export type SnapshotDestination = CompiledDestination & {
  /** What history shows as `organization`: the receiving organization in words. */
  organizationDescription: string;
  settings: ReceiverSettings & { timing: { timeZone: string } };
};

/** All settings at one version. Holds no credentials. Never changed: a newer version is another snapshot. */
export interface SettingsSnapshot {
  version: number;
  organizations: ReadonlyMap<string, Organization>;
  /** Every destination, also inactive ones, by full name in alphabetical order. */
  destinations: readonly SnapshotDestination[];
  /** The destination of a full name (`acme.ehr`). */
  findDestination: (name: string) => SnapshotDestination | undefined;
  /** Active destinations of a topic that may get an organization's items: its own, and those it shares with. */
  destinationsFor: (organization: string, topic: string) => readonly SnapshotDestination[];
}

export interface SettingsRows {
  version: number;
  organizations: readonly OrganizationRow[];
  senders: readonly SenderRow[];
  receivers: readonly ReceiverRow[];
}

/**
 * Puts stored settings together. A destination whose stored settings or filters are not valid (any more) is left out and
 * logged: sending it nothing is safer than sending it what a lost filter would have held back.
 */
export function buildSnapshot(rows: SettingsRows): SettingsSnapshot {
  const organizations = new Map(
    rows.organizations.map((row) => [row.name, toOrganization(row, rows.senders)] as const),
  );
  const destinations = rows.receivers
    .flatMap((row) => toDestination(row, organizations.get(row.organization)) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const byName = new Map(destinations.map((destination) => [destination.name, destination]));
  const answered = new Map<string, readonly SnapshotDestination[]>();

  const select = (organization: string, topic: string) => {
    const sharesWith = organizations.get(organization)?.sharesWith ?? [];
    return destinations.filter((destination) => mayReceive(destination, organization, topic, sharesWith));
  };
  return {
    version: rows.version,
    organizations,
    destinations,
    findDestination: (name) => byName.get(name),
    destinationsFor: (organization, topic) => {
      if (!organizations.has(organization)) return [];
      const question = `${organization} ${topic}`;
      const answer = answered.get(question) ?? select(organization, topic);
      if (answered.size < 10_000) answered.set(question, answer);
      return answer;
    },
  };
}

function toOrganization(row: OrganizationRow, senders: readonly SenderRow[]): Organization {
  const own = senders.filter((sender) => sender.organization === row.name);
  return { ...row, senders: new Map(own.map((sender) => [sender.name, sender])) };
}

function toDestination(row: ReceiverRow, organization: Organization | undefined): SnapshotDestination | null {
  const name = `${row.organization}.${row.name}`;
  const parsed = receiverSettings.safeParse(row.settings);
  if (!parsed.success || !organization) {
    const problems = describeIssues(parsed.error?.issues ?? []).map(
      ({ path, problem }) => `${formatPath(path)} ${problem}`,
    );
    log().error({ destination: name, problems }, 'destination left out: its stored settings are not valid');
    return null;
  }
  const { data: settings } = parsed;
  const filters = FILTER_TYPES.map((type) => [type, settings[FILTER_SETTINGS[type]]] as const);
  const compiled = compileDestination({
    name,
    organization: row.organization,
    service: row.name,
    topic: settings.topic,
    active: settings.customerStatus !== 'inactive',
    filters: Object.fromEntries(filters) as Record<(typeof FILTER_TYPES)[number], string[]>,
  });
  const timing = { ...settings.timing, timeZone: settings.timing.timeZone ?? organization.timeZone };
  return { ...compiled, organizationDescription: organization.description, settings: { ...settings, timing } };
}
