import { allowsPrivateDestinations } from '#lib/config';
import { describeReply } from '#lib/attempts/describe-reply';
import type { TestStep } from '#lib/delivery/test-contract';
import type { TransportResult } from '#lib/transports/contract';
import { formatAddress } from '#lib/transports/format-address';
import { probeConnection, probeTls } from '#lib/transports/probe-connection';
import { resolveAddress } from '#lib/transports/resolve-address';
import type { TlsMaterial } from '#lib/transports/tls-material';

const CONNECT_MS = 10_000;
/** UTF-16 units. */
const MOST_TEXT = 300;

/** Where a test connects to. */
export interface TestedPlace {
  host: string;
  port: number;
  isTls: boolean;
}

/** Steps of a test. Returns whether the next may follow: none failed. */
export type TestSteps = AsyncGenerator<TestStep, boolean>;

/** Looks a name up, connects, shakes hands. `tlsOf` is asked for only where there is TLS. */
export async function* testConnection(
  { host, port, isTls }: TestedPlace,
  tlsOf: () => Promise<TlsMaterial> = async () => ({}),
): TestSteps {
  yield running('look-up', `Looking up ${host}`);
  const lookUp = await timed(resolveAddress(host, allowsPrivateDestinations()));
  if (lookUp.came.kind === 'none') return yield* failed('look-up', lookUp.came.detail, lookUp.ms);
  const { address } = lookUp.came;
  const meaning = host === address ? `${host} is an address already.` : `${host} is ${address}.`;
  yield told('look-up', 'done', meaning, lookUp.ms);

  const where = formatAddress(address, port);
  yield running('connect', `Connecting to ${where}`);
  const connected = await timed(probeConnection({ address, port }, CONNECT_MS));
  if (!connected.came.isOpen) return yield* failed('connect', connected.came.detail, connected.ms);
  yield told('connect', 'done', `${where} takes connections.`, connected.ms);
  if (!isTls) return true;

  yield running('tls', 'Shaking hands (TLS)');
  const tls = await tlsOf();
  const { came, ms } = await timed(probeTls({ host, address, port, tls }, CONNECT_MS));
  const text = came.isOpen ? `The certificate is trusted, and is for ${host}.` : came.detail;
  yield { ...told('tls', came.isOpen ? 'done' : 'failed', text, ms), certificates: came.certificates };
  return came.isOpen;
}

/** Sends a message (`what`, in words) and tells what was answered; `who` is the other side. */
export async function* testMessage(what: string, who: string, send: () => Promise<TransportResult>): TestSteps {
  yield running('send', `Sending ${what}`);
  const { came: result, ms } = await timed(send());
  const { reply = null, status = null } = result;
  const isAnswered = reply !== null || status !== null;
  if (result.outcome !== 'delivered' && !isAnswered) return yield* failed('send', result.detail, ms);
  yield told('send', 'done', `${what.charAt(0).toUpperCase()}${what.slice(1)} was sent.`, ms);
  const isTaken = result.outcome === 'delivered';
  if (!isAnswered) return isTaken;
  const text = isTaken ? `${who} took it.` : result.detail;
  yield { ...told('reply', isTaken ? 'done' : 'failed', text, 0), words: tellReply(reply, status) };
  return isTaken;
}

/** What a reply says; of one in no format that we read, how it begins, in the other side's own words. */
function tellReply(reply: Buffer | null, status: number | null): TestStep['words'] {
  const words = describeReply(reply, status);
  const isRead = words.length > (status === null ? 0 : 1);
  const text = isRead ? '' : (reply?.toString().trim().slice(0, MOST_TEXT) ?? '');
  return text === '' ? words : [...words, { label: 'Answer', value: text.toWellFormed() }];
}

/** A step that has ended, or that only is begun: then nobody knows how long it takes. */
export function told(
  step: TestStep['step'],
  state: TestStep['state'],
  text: string,
  milliseconds: number | null,
): TestStep {
  return { step, state, milliseconds, text, certificates: [], words: [] };
}

const running = (step: TestStep['step'], text: string): TestStep => told(step, 'running', text, null);

async function* failed(step: TestStep['step'], text: string, ms: number): TestSteps {
  yield told(step, 'failed', text, ms);
  return false;
}

async function timed<Came>(work: Promise<Came>): Promise<{ came: Came; ms: number }> {
  const started = performance.now();
  const came = await work;
  return { came, ms: Math.round(performance.now() - started) };
}
