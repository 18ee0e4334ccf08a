import { recordEvent } from '#lib/audit/record-event';
import { allowsPrivateDestinations } from '#lib/config';
import type { Context } from '#lib/context';
import { EXTENSIONS } from '#lib/delivery/plan-delivery';
import { testConnection, type TestedPlace, testMessage, type TestSteps, told } from '#lib/delivery/test-connection';
import type { TestStep } from '#lib/delivery/test-contract';
import { testFile } from '#lib/delivery/test-file';
import { placeOfUrl } from '#lib/transports/place-of-url';
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
  const { transport } = settings;
  const place = placeOf(transport);
  if (place === null) {
    const text =
      transport.type === 'NULL'
        ? 'There is nothing to test: its files go nowhere and count as sent.'
        : 'There is nothing to test: it fetches its files from here.';
    yield told('nothing', 'done', text, 0);
    return;
  }
  const tlsOf = async () => tlsMaterialOf(transport, await findCredentials(context.db, of.domain, of.name));
  if (yield* testConnection(place, tlsOf)) yield* send(context, of, settings);
}

async function* send(context: Context, { domain, name }: TestOf, settings: ReceiverSettings): TestSteps {
  const at = context.at ?? new Date();
  const reportId = newUuid();
  const { organizations } = await loadSnapshot(context.db);
  const payload = await composePayload(testFile({ domain, name, settings, organizations, reportGuid: reportId, at }));
  const what = `a made-up report (${payload.bytes.byteLength.toLocaleString('en-AU')} bytes of ${settings.format})`;
  const credentials = await findCredentials(context.db, domain, name);
  return yield* testMessage(what, 'The destination', () =>
    sendPayload({
      reportId,
      fileName: `${domain}.${name}-TEST-${reportId}.${EXTENSIONS[settings.format]}`,
      destination: `${domain}.${name}`,
      payload,
      transport: settings.transport,
      credentials,
      allowPrivate: allowsPrivateDestinations(),
      at,
      isAlone: true,
    }),
  );
}

/** Where a transport connects to; null for those that connect to nothing. */
function placeOf(transport: StoredTransport): TestedPlace | null {
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
