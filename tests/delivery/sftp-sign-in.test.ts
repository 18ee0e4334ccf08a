import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AuthenticationType } from 'ssh2';
import type { SftpOptions } from '#lib/transports/open-sftp';
import { fingerprintOf, makeKey } from '../../peers/serve-sftp.ts';
import { BYTES, closeAfterEach, filesOf, NAME, serve, server, TEXT } from './sftp-desk.ts';

closeAfterEach();

describe('who is who', () => {
  test('a wrong password: tried once, tried again later, never told, and the words say what to do', async () => {
    const to = await serve();
    const sent = await server(to, { password: 'wrong one' }).send(NAME, BYTES);
    const detail =
      'The server did not let the user in with the password in the settings. Correct it there, or ask whoever runs the server to let this user in. Until then files wait.';
    expect(sent).toEqual({ outcome: 'retry', detail, address: `127.0.0.1:${to.port}` });
    expect([to.attempts, to.signedIn, filesOf(to)]).toEqual([1, 0, {}]);
  });

  test('a server that asks for the password gets it, where it takes none otherwise', async () => {
    const to = await serve({ offered: ['keyboard-interactive'], prompts: ['Passwort: '] });
    await expect(server(to).send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'delivered' });
    expect([to.attempts, filesOf(to)]).toEqual([1, { [NAME]: TEXT }]);
    const wrong = await server(to, { password: 'wrong one' }).send('other.hl7', BYTES);
    expect(wrong).toMatchObject({
      outcome: 'retry',
      detail: expect.stringContaining('with the password in the settings'),
    });
    expect(to.attempts).toBe(2);
  });

  test('a wrong password is not tried a second time in the other way that a server offers', async () => {
    const to = await serve({ offered: ['publickey', 'password', 'keyboard-interactive'] });
    await server(to, { password: 'wrong one' }).send(NAME, BYTES);
    expect(to.attempts).toBe(1);
  });

  test('a server that asks for more than the password is told nothing else, and the words say so', async () => {
    const to = await serve({ offered: ['keyboard-interactive'], prompts: ['Password: ', 'Code: '] });
    const sent = await server(to).send(NAME, BYTES);
    expect(sent).toMatchObject({
      outcome: 'retry',
      detail: expect.stringMatching(
        /^The server asks for more than a password to sign in\. Ask whoever runs the server /,
      ),
    });
    expect(to.signedIn).toBe(0);
  });

  test('a server that takes keys only, or passwords only: the words say which to enter', async () => {
    const detailOf = async (offered: AuthenticationType[], options: Partial<SftpOptions> = {}) => {
      const sent = await server(await serve({ offered }), options).send(NAME, BYTES);
      return sent.outcome === 'retry' ? sent.detail : sent.outcome;
    };
    expect(await detailOf(['publickey'])).toMatch(
      /^The server takes no password\. Enter a private key in the settings/,
    );
    const withKey = { password: undefined, privateKey: makeKey().private };
    expect(await detailOf(['keyboard-interactive'], withKey)).toMatch(
      /^The server takes no private key\. Enter a password/,
    );
    expect(await detailOf(['hostbased'])).toMatch(/^The server takes neither a password nor a private key/);
  });

  test('a private key signs in, another does not, and one that is none says so', async () => {
    const key = makeKey();
    const to = await serve({ publicKey: key.public });
    const withKey = (privateKey: string) => server(to, { password: undefined, privateKey }).send(NAME, BYTES);
    await expect(withKey(key.private)).resolves.toMatchObject({ outcome: 'delivered' });
    await expect(withKey(makeKey().private)).resolves.toMatchObject({ outcome: 'retry' });
    await expect(withKey('-----BEGIN RSA PRIVATE KEY-----\nAAAA\n')).resolves.toMatchObject({
      outcome: 'retry',
      detail: expect.stringContaining('The private key in the settings cannot be read'),
    });
  });

  test('another host key fails for good, with its fingerprint, before anybody signs in', async () => {
    const to = await serve();
    const other = `SHA256:${'A'.repeat(43)}`;
    const sent = await server(to, { hostKeySha256: other }).send(NAME, BYTES);
    expect(sent).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(to.hostKeySha256) });
    expect(to.signedIn).toBe(0);
  });

  test('the pinned key may be of another kind than the one that the server shows first', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const otherHostKey = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const to = await serve({ otherHostKey });
    const sent = await server(to, { hostKeySha256: fingerprintOf(otherHostKey) }).send(NAME, BYTES);
    expect(sent).toMatchObject({ outcome: 'delivered' });
    const first = await server(to).send(NAME, BYTES);
    expect(first).toMatchObject({ outcome: 'delivered' });
  });

  test('a private address is refused unless the deployment allows it, and nothing connects', async () => {
    const to = await serve();
    const sent = await server(to, { host: 'localhost', allowPrivate: false }).send(NAME, BYTES);
    const detail = expect.stringContaining('READOUT_ALLOW_PRIVATE_DESTINATIONS');
    expect(sent).toMatchObject({ outcome: 'retry', detail });
    expect(to.connections).toBe(0);
  });
});
