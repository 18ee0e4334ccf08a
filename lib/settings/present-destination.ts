import type { DestinationObject } from '#lib/settings/destination-contract';
import type { ReceiverRow } from '#lib/settings/find-destinations';
import { nameCredentials } from '#lib/settings/name-credentials';
import type { FileOrigin } from '#lib/settings/object-contract';
import { versionOf } from '#lib/settings/object-version';
import { type ReceiverSettings, receiverSettings } from '#lib/settings/receiver-contract';

const UNMEASURED: DestinationObject['health'] = {
  waiting: 0,
  retrying: 0,
  ready: 0,
  failedToday: 0,
  lastSuccessAt: null,
  lastError: null,
  paused: null,
  degraded: null,
  recoveredAt: null,
};

/** The stored settings; throws on what this version cannot read, which only a newer one can have written. */
export const readSettings = (row: Pick<ReceiverRow, 'settings'>): ReceiverSettings =>
  receiverSettings.parse(row.settings);

/** What a change of a destination is compared by: its credentials count, too, as the sealed bytes they are. */
export const destinationVersion = (row: ReceiverRow): string =>
  versionOf([readSettings(row), row.credentials?.toString('base64') ?? null]);

/** Row → wire. What opens the destination is named, never told. */
export function presentDestination(
  row: ReceiverRow,
  { health = UNMEASURED, file }: { health?: DestinationObject['health']; file: FileOrigin },
): DestinationObject {
  const settings = readSettings(row);
  return {
    name: row.name,
    settings,
    credentials: nameCredentials(row.credentials, { destination: `${row.organization}.${row.name}` }),
    health,
    file,
    version: destinationVersion(row),
  };
}
