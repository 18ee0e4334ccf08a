import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openMllp, type MllpOptions } from '#lib/transports/open-mllp';
import { sendPayload } from '#lib/transports/send-payload';
import type { TlsMaterial } from '#lib/transports/tls-material';
import { makeAuthority, type Authority, type Pair } from '../support/make-certificates.ts';
import { listenForMllp, type MllpListener } from '../support/mllp-listener.ts';

let authority: Authority;
let stranger: Authority;
let ours: Pair;
let theirs: Pair;
beforeAll(async () => {
  authority = await makeAuthority();
  stranger = await makeAuthority('Another Authority');
  ours = await authority.sign({ names: ['readout'] });
  theirs = await authority.sign({ names: ['localhost', '127.0.0.1'] });
});

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function listen(pair: Pair, options: TlsOptions = {}): Promise<MllpListener> {
  const tls = { cert: pair.certificate, key: pair.privateKey, ...options };
  const listener = await listenForMllp(undefined, undefined, tls);
  open.unshift(listener);
  return listener;
}

const MESSAGE = Buffer.from('MSH|^~\\&|READOUT|G|EHR|HOSP|20261129||ORU^R01^ORU_R01|M1|P|2.5.1\r');

function send(listener: MllpListener, tls: TlsMaterial, more: Partial<MllpOptions> = {}) {
  const options = { host: 'localhost', port: listener.port, tls, ackTimeoutSeconds: 30, keepAlive: true };
  const receiver = openMllp({ ...options, allowPrivate: true, ...more });
  open.unshift(receiver);
  return receiver.send(MESSAGE, 'M1');
}

/** Asks whoever connects for a certificate of the authority. */
const asking = (): TlsOptions => ({ requestCert: true, rejectUnauthorized: true, ca: authority.pem });

test.each(['localhost', '127.0.0.1'])(
  'a listener whose certificate is for %s and comes from the authority',
  async (host) => {
    const listener = await listen(theirs);
    await expect(send(listener, { ca: authority.pem }, { host })).resolves.toMatchObject({ outcome: 'delivered' });
    expect(listener.received).toEqual(['M1']);
  },
);

test('a listener that asks for a client certificate gets the one of the settings', async () => {
  const listener = await listen(theirs, asking());
  const [part] = [{ messageId: 'M1', reportGuid: 'R1', contentType: 'application/hl7-v2', bytes: MESSAGE }];
  const sent = await sendPayload({
    reportId: 'R1',
    fileName: 'acme.tls-R1.hl7',
    destination: 'acme.tls',
    payload: { contentType: 'application/hl7-v2', bytes: MESSAGE, parts: [part], notes: [] },
    transport: {
      type: 'MLLP',
      host: 'localhost',
      port: listener.port,
      tls: true,
      authority: authority.pem,
      clientCertificate: ours.certificate,
      ackTimeoutSeconds: 30,
      keepAlive: false,
    },
    credentials: { privateKey: ours.privateKey },
    allowPrivate: true,
    at: new Date(),
  });
  expect(sent).toMatchObject({ outcome: 'delivered' });
});

test('without a client certificate, or with one of another authority, the listener refuses, and says so', async () => {
  const listener = await listen(theirs, asking());
  const other = await stranger.sign({ names: ['readout'] });
  await expect(send(listener, { ca: authority.pem })).resolves.toMatchObject({
    outcome: 'retry',
    detail: 'The other side wants a client certificate.',
  });
  await expect(send(listener, { ca: authority.pem, ...other })).resolves.toMatchObject({
    outcome: 'retry',
  });
  expect(listener.received).toEqual([]);
});

test('certificates of an unknown authority, for another name and past their time are refused; nothing is sent', async () => {
  const late = await authority.sign({ names: ['localhost'], notAfter: new Date(Date.now() - 86_400_000) });
  const foreign = await authority.sign({ names: ['ehr.hospital.test'] });
  const cases: [Pair, TlsMaterial, RegExp][] = [
    [theirs, {}, /authority that is not trusted here/],
    [theirs, { ca: stranger.pem }, /authority that is not trusted here/],
    [foreign, { ca: authority.pem }, /is for another name/],
    [late, { ca: authority.pem }, /has expired/],
  ];
  for (const [pair, tls, detail] of cases) {
    const listener = await listen(pair);
    const sent = await send(listener, tls);
    expect(sent).toMatchObject({ outcome: 'retry', detail: expect.stringMatching(detail) });
    expect(listener.received).toEqual([]);
  }
});

test('a listener without TLS, and material that cannot be read, are told in words', async () => {
  const plain = await listenForMllp();
  open.unshift(plain);
  await expect(send(plain, { ca: authority.pem }, { connectTimeoutSeconds: 0.1 })).resolves.toMatchObject({
    outcome: 'retry',
    detail: 'No connection within 0.1 s.',
  });
  const unreadable = { certificate: ours.certificate, privateKey: theirs.privateKey };
  await expect(send(plain, unreadable)).resolves.toMatchObject({
    outcome: 'retry',
    detail: expect.stringContaining('the key is not that of the certificate'),
  });
});
