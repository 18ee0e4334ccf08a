import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCredentials } from '#lib/settings/find-credentials';
import { makeAuthority, type Authority, type Pair } from '../support/make-certificates.ts';
import { openHouse, organizationFile, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;
let authority: Authority;
let ours: Pair;
beforeAll(async () => {
  house = await openHouse();
  authority = await makeAuthority();
  ours = await authority.sign({ names: ['readout'] });
});
afterAll(() => house.drop());

/** A settings file with one receiver, `secure.ehr`, whose transport has these members. */
const fileWith = (transport: object) =>
  organizationFile('secure', `    receivers: [{ name: ehr, transport: ${JSON.stringify(transport)} }]\n`);
const mllp = { type: 'MLLP', host: 'ehr.test', port: 2575, tls: true };
const credentials = () => findCredentials(house.db, 'secure', 'ehr');
const refusal = (transport: object) =>
  house.apply(fileWith(transport)).then(
    () => [],
    (error: { options: { errors: { pointer: string; detail: string }[] } }) =>
      error.options.errors.map(({ pointer, detail }) => [pointer.split('.').at(-1), detail]),
  );

test('certificates are stored with the settings, the key is sealed; the key stays when it is left out', async () => {
  const members = { ...mllp, authority: authority.pem, clientCertificate: ours.certificate };
  expect(await refusal(members)).toEqual([['transport', 'needs the privateKey of its clientCertificate']]);
  await house.apply(fileWith({ ...members, privateKey: ours.privateKey }));
  expect(await credentials()).toEqual({ privateKey: ours.privateKey });
  const [row] = await house.rows(
    `select settings->'transport' as transport from receivers where organization = 'secure'`,
  );
  expect(row?.transport).toEqual({ ...members, ackTimeoutSeconds: 30, keepAlive: true });
  await house.apply(fileWith({ ...members, keepAlive: false }));
  expect(await credentials()).toEqual({ privateKey: ours.privateKey });
});

test('what would open no connection is refused where it stands', async () => {
  const { certificate: clientCertificate, privateKey } = ours;
  const other = await authority.sign({ names: ['other'] });
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(await refusal({ ...mllp, authority: broken })).toEqual([
    ['authority', 'cannot be read: it is no X.509 certificate in PEM text'],
  ]);
  expect(await refusal({ ...mllp, clientCertificate, privateKey: other.privateKey })).toEqual([
    ['privateKey', 'is not the key of the clientCertificate'],
  ]);
  expect(await refusal({ ...mllp, clientCertificate, privateKey: privateKey.replace(/\n.{9}/, '\n') })).toEqual([
    ['privateKey', 'cannot be read: it is no private key in PEM text, or has a passphrase'],
  ]);
});

test('certificates without TLS, and text that is none, are refused as the file is read', () => {
  expect(() => fileWith({ ...mllp, tls: false, authority: authority.pem })).toThrow(/set tls to true/);
  expect(() => fileWith({ ...mllp, authority: 'not PEM' })).toThrow(/must be certificates in PEM text/);
});

test('a webhook’s secret before is signed with beside the new one until it is forgotten', async () => {
  const hook = (more: object) =>
    organizationFile(
      'rotating',
      `    receivers: [{ name: hook, format: TEXT, transport: ${JSON.stringify({ type: 'WEBHOOK', url: 'https://hook.test', ...more })} }]\n`,
    );
  const secrets = () => findCredentials(house.db, 'rotating', 'hook');
  await house.apply(hook({ secret: 'old' }));
  await house.apply(hook({ secret: 'new', previousSecret: 'old' }));
  expect(await secrets()).toEqual({ secret: 'new', previousSecret: 'old' });
  await house.apply(hook({}));
  expect(await secrets()).toEqual({ secret: 'new', previousSecret: 'old' });
  await house.apply(hook({ previousSecret: null }));
  expect(await secrets()).toEqual({ secret: 'new' });
  await house.apply(hook({ previousSecret: 'older' }));
  expect(await secrets()).toEqual({ secret: 'new', previousSecret: 'older' });
  await house.apply(hook({ secret: 'newest' }));
  expect(await secrets()).toEqual({ secret: 'newest' });
});
