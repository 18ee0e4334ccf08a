import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Shipment } from '#lib/transports/contract';
import { sendPayload } from '#lib/transports/send-payload';
import { composePayload } from '#lib/payloads/compose-payload';
import { parseSettings } from '#lib/settings/parse-settings';
import { receiver as receiverSchema } from '#lib/settings/receiver-contract';
import { mergeCredentials, splitTransport } from '#lib/settings/split-transport';
import type { Peer } from '../../peers/contract.ts';
import { fingerprintOf, makeKey } from '../../peers/serve-sftp.ts';
import { startPeers } from '../../peers/start-peers.ts';
import { file } from '../payloads/outgoing.ts';

const ANY = { MLLP: 0, FHIR: 0, SFTP: 0, WEBHOOK: 0 };
const said: string[] = [];
const shown: string[] = [];
let folder: string;
let peers: Peer[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readout-peers-'));
  const tell = { say: (line: string) => said.push(line), show: (text: string) => shown.push(text) };
  peers = await startPeers({ ports: ANY, folder, ...tell });
});
afterAll(async () => {
  for (const peer of peers) await peer.close();
  rmSync(folder, { recursive: true });
});

/** A file for the destination that a peer says to write into the settings. */
async function shipmentFor(kind: string): Promise<Shipment> {
  const { settings } = peers.find((peer) => peer.kind === kind) as Peer;
  const yaml = `organizations:\n  - name: acme\n    timeZone: UTC\n    receivers:\n      - { name: peer, ${settings} }\n`;
  const parsed = parseSettings(yaml, {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [receiver] = parsed.settings.organizations[0]?.receivers ?? [];
  if (!receiver) throw new Error('There is no receiver.');
  const { format, transport } = receiverSchema.parse(receiver);
  const { stored, credentials } = splitTransport(transport);
  return {
    reportId: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    fileName: `acme.peer-7d444840.${format.toLowerCase()}`,
    destination: `acme.${kind.toLowerCase()}`,
    payload: await composePayload(file({ format })),
    transport: stored,
    credentials: mergeCredentials({}, credentials ?? {}),
    allowPrivate: true,
    at: new Date(),
  };
}

test.each([
  ['MLLP', /^MLLP {5}ORU\^R01 \S+, result status F, \d+ bytes: AA$/],
  ['FHIR', /^FHIR {5}transaction of \d+ entries, DiagnosticReport final, \d+ bytes: 200$/],
  ['SFTP', /^SFTP {5}\d+ bytes stored as .*acme\.peer-7d444840\.pdf$/],
  ['WEBHOOK', /^WEBHOOK {2}text\/plain; charset=utf-8, \d+ bytes, webhook-id \S+: its signature holds, 204$/],
])(
  '%s takes what is sent as its line of the settings says, and tells of it without a patient’s data',
  async (kind, line) => {
    const shipment = await shipmentFor(kind);
    await expect(sendPayload(shipment)).resolves.toMatchObject({ outcome: 'delivered' });
    expect(said.at(-1)).toMatch(line);
    expect(said.join('\n')).not.toMatch(/SAMPLE|P-1047|haemorrhage/);
    if (kind === 'SFTP') {
      expect(readdirSync(join(folder, 'sftp'))).toEqual([shipment.fileName]);
      expect(readFileSync(join(folder, 'sftp', shipment.fileName))).toEqual(shipment.payload.bytes);
    } else {
      expect(shown.at(-1)).toContain(kind === 'FHIR' ? 'SAMPLE' : 'haemorrhage');
    }
  },
);

test('a webhook whose signature does not hold, and a Bundle that is no transaction, are refused', async () => {
  const hook = await shipmentFor('WEBHOOK');
  const forged = { ...hook, credentials: { secret: 'another secret' } };
  await expect(sendPayload(forged)).resolves.toMatchObject({ outcome: 'failed' });
  const fhir = await shipmentFor('FHIR');
  const bytes = Buffer.from('{"resourceType":"Patient"}');
  const parts = fhir.payload.parts.map((part) => ({ ...part, bytes }));
  await expect(sendPayload({ ...fhir, payload: { ...fhir.payload, parts } })).resolves.toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('Only transaction Bundles'),
  });
});

test('the SFTP server keeps its host key from one start to the next; a port that is taken starts none of them', async () => {
  const again = await startPeers({ ports: ANY, folder, say: () => undefined });
  const keyOf = (some: Peer[]) => /SHA256:[^"]+/.exec(some.find(({ kind }) => kind === 'SFTP')?.settings ?? '')?.[0];
  expect(keyOf(again)).toBe(keyOf(peers));
  for (const peer of again) await peer.close();
  const taken = Number(/port: (\d+)/.exec(peers[0]?.settings ?? '')?.[1]);
  const starting = startPeers({ ports: { ...ANY, MLLP: taken }, folder, say: () => undefined });
  await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a key that a server of ours makes for itself can always be read', () => {
  for (let made = 0; made < 1000; made += 1) expect(fingerprintOf(makeKey().private)).toMatch(/^SHA256:/);
});
