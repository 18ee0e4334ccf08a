import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openMllp, type MllpOptions, type MllpReceiver } from '#lib/transports/open-mllp';
import { ack, controlId, frame, listenForMllp, type MllpListener, type OnMessage } from '../support/mllp-listener.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function listen(...does: Parameters<typeof listenForMllp>): Promise<MllpListener> {
  const listener = await listenForMllp(...does);
  open.unshift(listener);
  return listener;
}

const plain = { host: '127.0.0.1', tls: null, ackTimeoutSeconds: 30, keepAlive: true, allowPrivate: true };

function receiver(port: number, options: Partial<MllpOptions> = {}): MllpReceiver {
  const made = openMllp({ ...plain, port, ...options });
  open.unshift(made);
  return made;
}

const message = (id: string, text = 'No acute abnormality.'): Buffer =>
  Buffer.from(`MSH|^~\\&|READOUT|G|EHR|HOSP|20261129||ORU^R01^ORU_R01|${id}|P|2.5.1\rOBX|1|TX|R||${text}||||||F\r`);

/** An MLLP listener in a process of its own, which tells its port. */
const STOPPABLE = `
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => undefined).on('data', (bytes) => {
      const id = bytes.toString().split('|')[9];
      socket.write('\\x0bMSH|^~\\\\&|EHR|HOSP|READOUT|G|20261129||ACK|A1|P|2.5.1\\rMSA|AA|' + id + '\\r\\x1c\\r');
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

const answering = (reply: (id: string) => string): OnMessage => {
  return (socket, received) => socket.write(reply(controlId(received)));
};

describe('what an acknowledgment means', () => {
  test.each(['AA', 'CA'])('%s: the message is delivered', async (code) => {
    const { port } = await listen(answering((id) => ack(code, id)));
    await expect(receiver(port).send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
  });

  test.each(['AE', 'CE'])('%s stops the delivery with the words of the receiver', async (code) => {
    const { port } = await listen(answering((id) => ack(code, id, 'Unknown patient')));
    const result = await receiver(port).send(message('M1'), 'M1');
    expect(result).toMatchObject({ outcome: 'failed', detail: `The receiver answered ${code}: Unknown patient` });
    expect(result.reply?.toString()).toContain(`MSA|${code}|M1`);
    expect(result.address).toBe(`127.0.0.1:${port}`);
  });

  test('an IPv6 address is told apart from its port, whether it was reached or not', async () => {
    const result = await receiver(9, { host: '::1' }).send(message('M1'), 'M1');
    expect(result).toMatchObject({ outcome: 'retry', address: '[::1]:9' });
  });

  test.each(['AR', 'CR'])('%s is tried again', async (code) => {
    const { port } = await listen(answering((id) => ack(code, id)));
    await expect(receiver(port).send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'retry' });
  });
});

describe('replies that are none', () => {
  test.each<[string, (id: string) => string]>([
    ['of another message', () => ack('AA', 'OTHER')],
    ['without MSA-2', () => ack('AA', '')],
    ['with an unknown code', (id) => ack('XX', id)],
    ['without MSA', () => frame('MSH|^~\\&|EHR|HOSP|READOUT|G|20261129||ACK|A1|P|2.5.1\r')],
    ['without words', () => frame('')],
    ['of HTTP', () => 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['in binary', () => '\x00\x01\x02\x03'],
  ])('a reply %s is tried again, on a fresh connection', async (_, reply) => {
    const listener = await listen((socket, received, count) => {
      socket.write(count === 1 ? reply(controlId(received)) : ack('AA', controlId(received)));
    });
    const to = receiver(listener.port);
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'retry' });
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
    expect(listener.connections).toBe(2);
  });

  test('a reply of 10 MB is cut off', async () => {
    const { port } = await listen((socket) => socket.write(`\x0b${'x'.repeat(10_000_000)}`));
    const result = await receiver(port).send(message('M1'), 'M1');
    expect(result).toMatchObject({ outcome: 'retry', detail: expect.stringContaining('longer than 1048576 bytes') });
  });

  test('two replies to one message close the connection', async () => {
    const listener = await listen(answering((id) => ack('AA', id) + ack('AA', id)));
    const to = receiver(listener.port);
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
    await expect(to.send(message('M2'), 'M2')).resolves.toMatchObject({ outcome: 'delivered' });
    expect(listener.connections).toBe(2);
  });

  test('a late reply is never taken for that of the next message', async () => {
    const late: (() => void)[] = [];
    const listener = await listen((socket, received, count) => {
      if (count === 1) late.push(() => socket.write(ack('AA', controlId(received))));
      else {
        for (const reply of late) reply();
        socket.write(ack('AE', controlId(received), 'Unknown order'));
      }
    });
    const options = { ...plain, port: listener.port, ackTimeoutSeconds: 0.05 };
    const to = openMllp(options);
    open.unshift(to);
    const detail = 'No acknowledgment within 0.05 s.';
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'retry', detail });
    options.ackTimeoutSeconds = 30;
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'failed' });
    expect([listener.received, listener.connections]).toEqual([['M1', 'M1'], 2]);
  });
});

describe('faults of the connection', () => {
  test('refused: told at once, and tried again', async () => {
    const listener = await listenForMllp();
    await listener.close();
    await expect(receiver(listener.port).send(message('M1'), 'M1')).resolves.toMatchObject({
      outcome: 'retry',
      detail: 'The connection was refused: nothing listens there.',
    });
  });

  test('a black hole is given up after the time to connect', async () => {
    // Nothing of TLS ever comes back.
    const { port } = await listen(() => undefined);
    const to = receiver(port, { tls: {}, connectTimeoutSeconds: 0.05 });
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({
      outcome: 'retry',
      detail: 'No connection within 0.05 s.',
    });
  });

  test.each<[string, OnMessage]>([
    ['closes instead of answering', (socket) => socket.end()],
    ['resets in the middle', (socket) => socket.resetAndDestroy()],
    [
      'closes in the middle of its reply',
      (socket, received) => socket.end(ack('AA', controlId(received)).slice(0, 20)),
    ],
  ])('a receiver that %s: told at once, before the time to acknowledge is over', async (_, does) => {
    const { port } = await listen(does);
    await expect(receiver(port).send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'retry' });
  });

  test('a connection that is closed while a long message is being sent', async () => {
    const { port } = await listen(undefined, (socket) => socket.once('data', () => socket.resetAndDestroy()));
    const sent = receiver(port).send(message('M1', 'x'.repeat(2 ** 21)), 'M1');
    await expect(sent).resolves.toMatchObject({ outcome: 'retry' });
  });

  test('a reply, then a reset: what was acknowledged is delivered, and the next message finds a new connection', async () => {
    const sockets: Socket[] = [];
    const listener = await listen(undefined, (socket) => sockets.push(socket));
    const to = receiver(listener.port);
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
    for (const socket of sockets) socket.resetAndDestroy();
    // It may be sent before the reset is heard of: then it is tried again, as on the schedule.
    const first = await to.send(message('M2'), 'M2');
    const last = first.outcome === 'retry' ? await to.send(message('M2'), 'M2') : first;
    expect(last).toMatchObject({ outcome: 'delivered' });
    expect(listener.connections).toBe(2);
  });

  test('a slow receiver is waited for, a byte at a time', async () => {
    const { port } = await listen((socket, received) => {
      const reply = Buffer.from(ack('AA', controlId(received)));
      const next = (at: number): void => {
        if (at < reply.length) socket.write(reply.subarray(at, at + 1), () => next(at + 1));
      };
      next(0);
    });
    await expect(receiver(port).send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
  });

  test("what comes unasked is nobody's reply, and closes the connection", async () => {
    const listener = await listen(undefined, (socket, { connections }) => {
      if (connections === 1) socket.write(ack('AA', 'OTHER'));
    });
    const to = receiver(listener.port);
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'retry' });
    await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
    expect(listener.connections).toBe(2);
  });
});

test('a receiver whose process stands still is given up; awake again it gets the next message on a new connection', async () => {
  const child = spawn(process.execPath, ['-e', STOPPABLE], { stdio: ['ignore', 'pipe', 'inherit'] });
  open.unshift({ close: () => child.kill('SIGKILL') });
  const port = Number(String(await once(child.stdout, 'data')));
  const options = { ...plain, port };
  const to = openMllp(options);
  open.unshift(to);
  await expect(to.send(message('M1'), 'M1')).resolves.toMatchObject({ outcome: 'delivered' });
  child.kill('SIGSTOP');
  options.ackTimeoutSeconds = 0.3;
  // The kernel takes the bytes all the same.
  const detail = 'No acknowledgment within 0.3 s.';
  await expect(to.send(message('M2'), 'M2')).resolves.toMatchObject({ outcome: 'retry', detail });
  child.kill('SIGCONT');
  options.ackTimeoutSeconds = 30;
  await expect(to.send(message('M2'), 'M2')).resolves.toMatchObject({ outcome: 'delivered' });
});

describe('one receiver', () => {
  test('has one message in flight, in the order in which they were given', async () => {
    let inFlight = 0;
    let most = 0;
    const listener = await listen((socket, received) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setImmediate(() => {
        inFlight -= 1;
        socket.write(ack('AA', controlId(received)));
      });
    });
    const to = receiver(listener.port);
    const ids = Array.from({ length: 50 }, (_, at) => `M${at}`);
    const results = await Promise.all(ids.map((id) => to.send(message(id), id)));
    expect(results.every(({ outcome }) => outcome === 'delivered')).toBe(true);
    expect(listener.received).toEqual(ids);
    expect([most, listener.connections]).toEqual([1, 1]);
  });

  test('gets a new connection for each message when it wants one', async () => {
    const listener = await listen();
    const to = receiver(listener.port, { keepAlive: false });
    for (const id of ['M1', 'M2', 'M3']) await to.send(message(id), id);
    expect(listener.connections).toBe(3);
  });

  test('a message with a byte of the framing is refused, and the next one is sent', async () => {
    const { port } = await listen();
    const to = receiver(port);
    await expect(to.send(message('M1', '\x1c'), 'M1')).rejects.toThrow(/framing/);
    await expect(to.send(message('M2'), 'M2')).resolves.toMatchObject({ outcome: 'delivered' });
  });
});

test('a private address is refused unless the deployment allows it, and nothing connects', async () => {
  const listener = await listen();
  const result = await receiver(listener.port, { allowPrivate: false }).send(message('M1'), 'M1');
  expect(result).toMatchObject({
    outcome: 'retry',
    detail: expect.stringContaining('READOUT_ALLOW_PRIVATE_DESTINATIONS'),
  });
  expect(listener.connections).toBe(0);
});
