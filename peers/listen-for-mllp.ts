import { createServer, type Socket } from 'node:net';
import { frameMessage, readFrames } from '../lib/transports/mllp-frames.ts';
import { composeAck } from '../lib/hl7/compose-ack.ts';
import { firstSegment, get } from '../lib/hl7/message.ts';
import { readHl7Message } from '../lib/hl7/read-hl7.ts';
import { newUuid } from '../lib/ids.ts';
import type { Peer, PeerOptions } from './contract.ts';
import { listen } from './listen.ts';

const MOST_BYTES = 50_000_000;

/** An MLLP listener that acknowledges every message with AA. */
export async function listenForMllp({ port, say, show }: PeerOptions): Promise<Peer> {
  const server = createServer((socket) => {
    let frames = readFrames(MOST_BYTES);
    socket.on('data', (chunk) => {
      const read = frames.push(chunk);
      if (!read) return;
      frames = readFrames(MOST_BYTES);
      if (read.kind === 'garbage') {
        say(`MLLP     what came is not MLLP: ${read.detail}; the connection is closed`);
        return void socket.destroy();
      }
      answer(socket, read.message, { say, show });
    });
  });
  const { port: bound, close } = await listen(server, port);
  return {
    kind: 'MLLP',
    address: `127.0.0.1:${bound}`,
    settings: `format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${bound} }`,
    close,
  };
}

function answer(socket: Socket, bytes: Buffer, { say, show }: Pick<PeerOptions, 'say' | 'show'>): void {
  const reading = readHl7Message(bytes);
  if (reading.kind === 'broken') {
    say(`MLLP     ${bytes.byteLength} bytes that are no HL7 message: ${reading.reason}`);
    return void socket.destroy();
  }
  const { message } = reading;
  const msh = firstSegment(message, 'MSH');
  const type = [get(message, msh, 9, 1, 1), get(message, msh, 9, 1, 2)].join('^');
  const status = get(message, firstSegment(message, 'OBR'), 25);
  say(`MLLP     ${type} ${get(message, msh, 10)}, result status ${status || 'none'}, ${bytes.byteLength} bytes: AA`);
  show?.(reading.text.replaceAll('\r', '\n'));
  const commit = composeAck(message, { controlId: newUuid(), at: new Date() });
  socket.write(frameMessage(Buffer.from(commit.replace(/(\rMSA.)CA/, '$1AA'))));
}
