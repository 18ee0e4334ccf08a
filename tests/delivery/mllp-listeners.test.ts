import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Hl7Server } from '@medplum/hl7';
import { Server } from 'node-hl7-server';
import { afterEach, describe, expect, test } from 'vitest';
import { openMllp } from '#lib/transports/open-mllp';
import { composePayload } from '#lib/payloads/compose-payload';
import { file, report } from '../payloads/outgoing.ts';

/** What a listener that is not ours makes of what it is sent. */
interface Listener {
  port: number;
  /** Message type, MSH-10 and all of the message. */
  received: [string, string, string][];
  close(): Promise<unknown>;
}

type Answer = 'AA' | 'AE' | 'AR';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listenByMedplum(answer: Answer): Promise<Listener> {
  const received: Listener['received'] = [];
  const server = new Hl7Server((connection) => {
    connection.addEventListener('message', ({ message }) => {
      received.push([message.header.getComponent(9, 1), message.header.getComponent(10, 1), message.toString()]);
      connection.send(message.buildAck({ ackCode: answer }));
    });
  });
  server.start(0);
  if (!server.server) throw new Error('It did not start.');
  if (!server.server.listening) await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, received, close: () => server.stop({ forceDrainTimeoutMs: 0 }) };
}

async function listenByNodeHl7(answer: Answer): Promise<Listener> {
  const received: Listener['received'] = [];
  const port = await freePort();
  const inbound = new Server({ bindAddress: '127.0.0.1' }).createInbound({ port }, (request, response) => {
    const message = request.getMessage();
    received.push([message.get('MSH.9.1').toString(), message.get('MSH.10').toString(), message.toString()]);
    void response.sendResponse(answer);
  });
  await once(inbound, 'listen');
  return { port, received, close: () => inbound.close() };
}

describe.each([
  { name: '@medplum/hl7', listen: listenByMedplum, keepAlive: true },
  // It takes a second message of one connection for more of the first.
  { name: 'node-hl7-server', listen: listenByNodeHl7, keepAlive: false },
])('the listener of $name', ({ listen, keepAlive }) => {
  async function start(answer: Answer) {
    const listener = await listen(answer);
    open.unshift(listener);
    const to = { host: '127.0.0.1', port: listener.port, tls: null, allowPrivate: true };
    const receiver = openMllp({ ...to, ackTimeoutSeconds: 5, keepAlive });
    open.unshift(receiver);
    return { listener, receiver };
  }

  test('acknowledges every report that it is sent, and reads its words', async () => {
    const { listener, receiver } = await start('AA');
    const { parts } = await composePayload(file({}, [report({ reportText: 'No fracture.' })]));
    const long = await composePayload(
      file({}, [report({ reportText: 'Kein Bruch: größer als 2 mm. '.repeat(10_000) })]),
    );
    for (const { bytes, messageId } of [...parts, ...long.parts]) {
      await expect(receiver.send(bytes, messageId)).resolves.toMatchObject({ outcome: 'delivered' });
    }
    const [first, second] = listener.received;
    expect(first).toEqual(['ORU', parts[0]?.messageId, expect.stringContaining('No fracture.')]);
    expect(second?.[2].match(/größer als 2 mm/g)).toHaveLength(10_000);
  });

  test.each<[Answer, string]>([
    ['AE', 'failed'],
    ['AR', 'retry'],
  ])('%s is understood: %s', async (answer, outcome) => {
    const { receiver } = await start(answer);
    const { parts } = await composePayload(file());
    for (const { bytes, messageId } of parts) {
      await expect(receiver.send(bytes, messageId)).resolves.toMatchObject({ outcome });
    }
  });
});
