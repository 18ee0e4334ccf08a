import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sendPayload } from '#lib/transports/send-payload';
import { hasOpenSsh, makeKey, serveSftp, type ServedSftp } from '../../peers/serve-sftp.ts';
import { BYTES, closeAfterEach, filesOf, NAME, serve, server, TEXT, toClose } from './sftp-desk.ts';

closeAfterEach();

const KINDS = ['ssh2', 'ssh2 with posix-rename', ...(hasOpenSsh ? ['OpenSSH'] : [])];

describe.each(KINDS)('a server of %s', (kind) => {
  const openSsh = kind === 'OpenSSH';
  const posixRename = kind === 'ssh2 with posix-rename';

  test('gets the file byte for byte under its name, and nothing else', async () => {
    const to = await serve({ openSsh, posixRename });
    const large = Buffer.alloc(3_000_001, 'a report ');
    const sender = server(to);
    const address = `127.0.0.1:${to.port}`;
    await expect(sender.send(NAME, BYTES)).resolves.toEqual({ outcome: 'delivered', address });
    await expect(sender.send('large.pdf', large)).resolves.toMatchObject({ outcome: 'delivered' });
    expect(filesOf(to)).toEqual({ [NAME]: TEXT, 'large.pdf': large.toString() });
    expect(to.connections).toBe(1);
  });

  test('gets a file again after its answer was lost, in place of the one before', async () => {
    const to = await serve({ openSsh, posixRename });
    const sender = server(to);
    await sender.send(NAME, BYTES);
    await expect(sender.send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'delivered' });
    expect(filesOf(to)).toEqual({ [NAME]: TEXT });
  });

  test('without the folder: tried again, and says so', async () => {
    const to = await serve({ openSsh, posixRename });
    const sent = await server(to, { path: 'in/reports' }).send(NAME, BYTES);
    const detail = 'The file could not be written: the folder does not exist on the server.';
    expect(sent).toMatchObject({ outcome: 'retry', detail });
  });
});

test.each([
  ['in one step', true],
  ['by removing it first, where the server cannot do it', false],
])('a file that has the name already is replaced %s', async (_, posixRename) => {
  const seen: string[] = [];
  const to = await serve({
    posixRename,
    onOperation: (operation, path) => {
      if (/rename|remove/.test(operation)) seen.push(`${operation} ${path.startsWith('./.') ? 'temporary' : 'final'}`);
      return undefined;
    },
  });
  const sender = server(to);
  await sender.send(NAME, Buffer.from('old'));
  await sender.send(NAME, BYTES);
  expect(filesOf(to)).toEqual({ [NAME]: TEXT });
  expect(seen).toEqual(
    posixRename
      ? ['posix-rename temporary', 'posix-rename temporary']
      : ['rename temporary', 'remove final', 'rename temporary'],
  );
});

test('a file reaches its server as the settings of a destination say', async () => {
  const key = makeKey();
  const { port, hostKeySha256, ...to } = await serve({ publicKey: key.public });
  const sent = await sendPayload({
    reportId: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    fileName: NAME,
    destination: 'acme.ehr',
    payload: { contentType: 'application/hl7-v2', bytes: BYTES, parts: [], notes: [] },
    transport: { type: 'SFTP', host: 'localhost', port, user: 'readout', path: './', hostKeySha256 },
    credentials: { privateKey: key.private },
    allowPrivate: true,
    at: new Date(),
  });
  expect(sent).toMatchObject({ outcome: 'delivered' });
  expect(readFileSync(join(to.folder, NAME))).toEqual(BYTES);
});

describe('faults of the server', () => {
  test.each([
    [
      'write',
      'The file could not be written: the server refused it without a reason, as it does when its disk is full.',
    ],
    ['rename', expect.stringContaining('The file was written but could not be renamed: the server refused it')],
  ])('a %s that is refused: tried again, and no half file is left', async (refused, detail) => {
    const to = await serve({ onOperation: (operation) => (operation === refused ? 'refuse' : undefined) });
    await expect(server(to).send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'retry', detail });
    expect(filesOf(to)).toEqual({});
  });

  test('a disk that is full half way: nothing has the name of the file', async () => {
    let writes = 0;
    const to = await serve({
      onOperation: (operation) => (operation === 'write' && ++writes > 2 ? 'refuse' : undefined),
    });
    await expect(server(to).send(NAME, Buffer.alloc(500_000))).resolves.toMatchObject({ outcome: 'retry' });
    expect(filesOf(to)).toEqual({});
  });

  test('a connection cut while the file is being written: the next attempt finds a new one and leaves one whole file', async () => {
    let writes = 0;
    const to = await serve({
      onOperation: (operation) => (operation === 'write' && ++writes === 2 ? 'cut' : undefined),
    });
    const sender = server(to);
    const bytes = Buffer.alloc(500_000, 'x');
    const detail = 'The connection was closed while the file was being stored.';
    await expect(sender.send(NAME, bytes)).resolves.toMatchObject({ outcome: 'retry', detail });
    expect(Object.keys(filesOf(to))).not.toContain(NAME);
    await expect(sender.send(NAME, bytes)).resolves.toMatchObject({ outcome: 'delivered' });
    expect([filesOf(to), to.connections]).toEqual([{ [NAME]: bytes.toString() }, 2]);
  });

  test('the answer to the rename is lost: the next attempt leaves one file', async () => {
    let renames = 0;
    const to = await serve({
      onOperation: (operation) => (operation === 'rename' && ++renames === 1 ? 'lose' : undefined),
    });
    const sender = server(to);
    await expect(sender.send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'retry' });
    expect(filesOf(to)).toEqual({ [NAME]: TEXT });
    await expect(sender.send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'delivered' });
    expect(filesOf(to)).toEqual({ [NAME]: TEXT });
  });

  test('half open, it takes the file and never answers: given up after the time to store, on a fresh connection next', async () => {
    let isAsleep = true;
    const to = await serve({ onOperation: (operation) => (operation === 'write' && isAsleep ? 'ignore' : undefined) });
    const sender = server(to, { storeTimeoutSeconds: 0.1 });
    const detail = 'The server did not answer within 0.1 s.';
    await expect(sender.send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'retry', detail });
    isAsleep = false;
    await expect(server(to).send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'delivered' });
    expect(filesOf(to)).toEqual({ [NAME]: TEXT });
  });

  test('a black hole is given up after the time to connect', async () => {
    const sockets = new Set<Socket>();
    const hole = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
    toClose.push({
      close() {
        for (const socket of sockets) socket.destroy();
        hole.close();
      },
    });
    const { port } = hole.address() as AddressInfo;
    const to = { port, hostKeySha256: `SHA256:${'A'.repeat(43)}` } as ServedSftp;
    const sent = await server(to, { connectTimeoutSeconds: 0.05 }).send(NAME, BYTES);
    expect(sent).toMatchObject({ outcome: 'retry', detail: 'The server did not answer within 0.05 s.' });
  });

  test('refused, and a server that speaks something else', async () => {
    const gone = await serveSftp();
    await gone.close();
    const detail = 'The connection was refused: nothing listens there.';
    await expect(server(gone).send(NAME, BYTES)).resolves.toMatchObject({ outcome: 'retry', detail });
    const http = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    toClose.push(http);
    const { port } = http.address() as AddressInfo;
    const sent = await server({ ...gone, port }).send(NAME, BYTES);
    expect(sent).toMatchObject({ outcome: 'retry', detail: expect.not.stringContaining('undefined') });
  });
});

test('files of one server go one after another over one connection, whatever became of the one before', async () => {
  const to = await serve({ onOperation: (_, path) => (path.includes('bad') ? 'refuse' : undefined) });
  const sender = server(to);
  const names = Array.from({ length: 20 }, (_, at) => (at === 7 ? 'bad.txt' : `${at}.txt`));
  const results = await Promise.all(names.map((name) => sender.send(name, Buffer.from(name))));
  expect(results.map(({ outcome }) => outcome)).toEqual(
    names.map((name) => (name === 'bad.txt' ? 'retry' : 'delivered')),
  );
  expect([Object.keys(filesOf(to)).length, to.connections]).toEqual([19, 1]);
});
