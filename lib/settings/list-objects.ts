import { keyedDigest } from '#lib/encryption';
import { sha256 } from '#lib/ids';
import {
  type Client,
  type OrganizationSettings,
  type Sender,
  type Settings,
  settingsFile,
  type User,
} from '#lib/settings/contract';
import type { Receiver } from '#lib/settings/receiver-contract';
import { splitTransport, withoutCredentials } from '#lib/settings/split-transport';

/** A password or client secret, and the keyed digest that tells whether it changed. */
export interface WrittenSecret {
  text: string;
  digest: string;
}

interface Common {
  /** What it is called among those of its kind, in the whole system. */
  key: string;
  /** The organization it is written under. */
  organization: string;
  path: PropertyKey[];
  /** Changes when its own text in the file changes, whatever the order of its keys. */
  digest: string;
  secret: WrittenSecret | null;
}

/** One object of a settings file, applied by itself: only when its text changed. */
export type SettingsObject = Common &
  (
    | { kind: 'organization'; settings: OrganizationSettings }
    | { kind: 'sender'; settings: Sender }
    | { kind: 'receiver'; settings: Receiver }
    | { kind: 'client'; settings: Client }
    | { kind: 'user'; settings: User }
  );

/** An organization as read, and as the file writes it. */
interface Nested {
  settings: OrganizationSettings;
  index: number;
  written: Settings['organizations'][number] | undefined;
}

/** A settings file as a list, organizations first: what others refer to comes before them. Secrets enter digests keyed only. */
export function listObjects(settings: Settings): SettingsObject[] {
  const organizations = settingsFile.parse(settings).organizations.map((organization, index) => ({
    settings: organization,
    index,
    written: settings.organizations[index],
  }));
  return [
    ...organizations.map(listOrganization),
    ...organizations.flatMap(listSenders),
    ...organizations.flatMap(listReceivers),
    ...organizations.flatMap(listClients),
    ...organizations.flatMap(listUsers),
  ];
}

function listOrganization({ index, written, settings }: Nested): SettingsObject {
  const own = {
    ...written,
    ...writtenAlerts(settings, written),
    senders: null,
    clients: null,
    users: null,
    receivers: null,
    appointments: null,
  };
  const path = ['organizations', index];
  return {
    kind: 'organization',
    settings,
    key: settings.name,
    organization: settings.name,
    path,
    digest: digest(own),
    secret: null,
  };
}

/** Nothing of an organization without them, which looks the same as before there were any. */
function writtenAlerts({ name, alertWebhook }: OrganizationSettings, written: Nested['written']): object {
  if (!alertWebhook) return {};
  const { credentials } = splitTransport({ type: 'WEBHOOK', ...alertWebhook });
  return {
    alertWebhook: withoutCredentials(written?.alertWebhook ?? {}),
    alertCredentials: credentials === null ? null : digestOf('alertWebhook', name, canonicalJson(credentials)),
  };
}

function listSenders({ settings: { name, senders }, index, written }: Nested): SettingsObject[] {
  return senders.map((settings, at) => ({
    kind: 'sender',
    settings,
    key: `${name}.${settings.name}`,
    organization: name,
    path: ['organizations', index, 'senders', at],
    digest: digest(written?.senders?.[at]),
    secret: null,
  }));
}

function listReceivers({ settings: { name, receivers }, index, written }: Nested): SettingsObject[] {
  return receivers.map((settings, at) => {
    const { credentials } = splitTransport(settings.transport);
    const key = `${name}.${settings.name}`;
    const text = {
      ...written?.receivers?.[at],
      transport: withoutCredentials(written?.receivers?.[at]?.transport ?? {}),
      credentials: credentials === null ? null : digestOf('receiver', key, canonicalJson(credentials)),
    };
    return {
      kind: 'receiver',
      settings,
      key,
      organization: name,
      path: ['organizations', index, 'receivers', at],
      digest: digest(text),
      secret: null,
    };
  });
}

function listClients({ settings: { name, clients }, index, written }: Nested): SettingsObject[] {
  return clients.map((settings, at) => {
    const secret = writtenSecret('client', settings.clientId, settings.clientSecret);
    const text = { ...written?.clients?.[at], clientSecret: secret?.digest, under: name };
    const path = ['organizations', index, 'clients', at];
    return { kind: 'client', settings, key: settings.clientId, organization: name, path, digest: digest(text), secret };
  });
}

function listUsers({ settings: { name, users }, index, written }: Nested): SettingsObject[] {
  return users.map((settings, at) => {
    const key = settings.email.toLowerCase();
    const secret = writtenSecret('user', key, settings.password);
    const text = { ...written?.users?.[at], password: secret?.digest };
    const path = ['organizations', index, 'users', at];
    return { kind: 'user', settings, key, organization: name, path, digest: digest(text), secret };
  });
}

const writtenSecret = (kind: string, key: string, text: string | undefined): WrittenSecret | null =>
  text === undefined ? null : { text, digest: digestOf(kind, key, text) };

/** With whose secret it is: equal secrets must not be seen to be equal. */
const digestOf = (kind: string, key: string, secret: string): string =>
  keyedDigest(JSON.stringify([kind, key, secret]));

const digest = (written: unknown): string => sha256(canonicalJson(written)).toString('hex');

function canonicalJson(written: unknown): string {
  return JSON.stringify(written, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
