import { recordEvent } from '#lib/audit/record-event';
import { allowsPrivateDestinations } from '#lib/config';
import type { Context } from '#lib/context';
import { describeReply } from '#lib/attempts/describe-reply';
import { EXTENSIONS } from '#lib/delivery/plan-delivery';
import type { TestStep } from '#lib/delivery/test-contract';
import { testFile } from '#lib/delivery/test-file';
import { formatAddress } from '#lib/transports/format-address';
import { probeConnection, probeTls } from '#lib/transports/probe-connection';
import { resolveAddress } from '#lib/transports/resolve-address';
import { sendPayload } from '#lib/transports/send-payload';
import { tlsMaterialOf } from '#lib/transports/tls-material';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';
import { composePayload } from '#lib/payloads/compose-payload';
import { findCredentials } from '#lib/settings/find-credentials';
import { findDestination } from '#lib/settings/find-destinations';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { readSettings } from '#lib/settings/present-destination';
import type { ReceiverSettings } from '#lib/settings/receiver-contract';
import type { StoredTransport } from '#lib/settings/transport-contract';

const CONNECT_MS = 10_000;

interface TestOf {
  domain: AuthorizedDomain;
  name: string;
}

/**
 * Tests a destination with its saved settings, also one that is paused: steps as they happen, the first that fails the last.
 * Nothing of it enters the queue or history; that somebody tests is audited before anything leaves. Throws `not_found`.
 */
export async function testDestination(
  context: Context,
  actor: Pick<Actor, 'principal'>,
  { domain, name }: TestOf,
): Promise<AsyncGenerator<TestStep>> {
  const settings = readSettings(await findDestination(context.db, domain, name, { lock: false }));
  await recordEvent(context, context.db, {
    action: 'receiver.test',
    principal: actor.principal,
    organization: domain,
    entity: 'receiver',
    entityId: `${domain}.${name}`,
  });
  return steps(context, { domain, name }, settings);
}

async function* steps(context: Context, of: TestOf, settings: ReceiverSettings): AsyncGenerator<TestStep> {
  const place = placeOf(settings.transport);
  if (place === null) {
    const { type } = settings.transport;
    const text =
      type === 'NULL'
        ? 'There is nothing to test: its files go nowhere and count as sent.'
        : 'There is nothing to test: it fetches its files from here.';
    yield told('nothing', 'done', text, 0);
    return;
  }
  const { host, port, isTls } = place;
  yield running('look-up', `Looking up ${host}`);
  const lookUp = await timed(resolveAddress(host, allowsPrivateDestinations()));
  if (lookUp.came.kind === 'none') return yield told('look-up', 'failed', lookUp.came.detail, lookUp.ms);
  const { address } = lookUp.came;
  const meaning = host === address ? `${host} is an address already.` : `${host} is ${address}.`;
  yield told('look-up', 'done', meaning, lookUp.ms);

  const where = formatAddress(address, port);
  yield running('connect', `Connecting to ${where}`);
  const connected = await timed(probeConnection({ address, port }, CONNECT_MS));
  if (!connected.came.isOpen) return yield told('connect', 'failed', connected.came.detail, connected.ms);
  yield told('connect', 'done', `${where} takes connections.`, connected.ms);

  if (isTls) {
    yield running('tls', 'Shaking hands (TLS)');
    const tls = tlsMaterialOf(settings.transport, await findCredentials(context.db, of.domain, of.name));
    const { came, ms } = await timed(probeTls({ host, address, port, tls }, CONNECT_MS));
    const { certificates } = came;
    if (!came.isOpen) return yield { ...told('tls', 'failed', came.detail, ms), certificates };
    yield { ...told('tls', 'done', `The certificate is trusted, and is for ${host}.`, ms), certificates };
  }
  yield* send(context, of, settings);
}

async function* send(context: Context, { domain, name }: TestOf, settings: ReceiverSettings): AsyncGenerator<TestStep> {
  const at = context.at ?? new Date();
  const reportId = newUuid();
  const { organizations } = await loadSnapshot(context.db);
  const payload = await composePayload(testFile({ domain, name, settings, organizations, reportGuid: reportId, at }));
  const size = `${payload.bytes.byteLength.toLocaleString('en-AU')} bytes of ${settings.format}`;
  yield running('send', `Sending a made-up report, ${size}`);
  const { came: result, ms } = await timed(
    sendPayload({
      reportId,
      fileName: `${domain}.${name}-TEST-${reportId}.${EXTENSIONS[settings.format]}`,
      destination: `${domain}.${name}`,
      payload,
      transport: settings.transport,
      credentials: await findCredentials(context.db, domain, name),
      allowPrivate: allowsPrivateDestinations(),
      at,
      isAlone: true,
    }),
  );
  const { reply = null, status = null } = result;
  const isAnswered = reply !== null || status !== null;
  if (result.outcome !== 'delivered' && !isAnswered) return yield told('send', 'failed', result.detail, ms);
  yield told('send', 'done', `A made-up report was sent, ${size}.`, ms);
  if (!isAnswered) return;
  const isTaken = result.outcome === 'delivered';
  const text = isTaken ? 'The destination took it.' : result.detail;
  yield { ...told('reply', isTaken ? 'done' : 'failed', text, 0), words: describeReply(reply, status) };
}

/** Where a transport connects to; null for those that connect to nothing. */
function placeOf(transport: StoredTransport): { host: string; port: number; isTls: boolean } | null {
  switch (transport.type) {
    case 'MLLP':
      return { host: transport.host, port: transport.port, isTls: transport.tls };
    case 'SFTP':
      return { host: transport.host, port: transport.port, isTls: false };
    case 'FHIR':
      return placeOfUrl(transport.baseUrl);
    case 'WEBHOOK':
      return placeOfUrl(transport.url);
    case 'DOWNLOAD':
    case 'NULL':
      return null;
  }
}

function placeOfUrl(address: string): { host: string; port: number; isTls: boolean } {
  const { hostname, port, protocol } = new URL(address);
  const isTls = protocol === 'https:';
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (isTls ? 443 : 80), isTls };
}

async function timed<Came>(work: Promise<Came>): Promise<{ came: Came; ms: number }> {
  const started = performance.now();
  const came = await work;
  return { came, ms: Math.round(performance.now() - started) };
}

function told(step: TestStep['step'], state: TestStep['state'], text: string, milliseconds: number | null): TestStep {
  return { step, state, milliseconds, text, certificates: [], words: [] };
}

const running = (step: TestStep['step'], text: string): TestStep => told(step, 'running', text, null);
