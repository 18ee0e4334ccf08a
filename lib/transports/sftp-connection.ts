import { createHash } from 'node:crypto';
import { connect as connectPlain, type Socket } from 'node:net';
import type { ServerHostKeyAlgorithm, SFTPWrapper } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import type { TransportResult } from '#lib/transports/contract';
import { describeFault } from '#lib/transports/describe-fault';
import { signInWays } from '#lib/transports/sign-in-ways';
import { hostKeyFingerprint } from '#lib/settings/formats';

/** Who we are, and which server it has to be. */
export interface SftpLogin {
  user: string;
  password?: string | undefined;
  /** PEM text, instead of a password. */
  privateKey?: string | undefined;
  /** The one host key that is let pass, as `hostKeyFingerprint` reads it. */
  hostKeySha256: string;
}

/** A connection that one piece of work at a time goes over. */
export interface SftpConnection {
  /** False once the connection is gone. */
  readonly isUsable: boolean;
  /** What `work` says went wrong; null when nothing did. What takes longer than `ms` is ended with the connection. */
  within(ms: number, work: (client: SftpClient, sftp: SFTPWrapper) => Promise<string | null>): Promise<string | null>;
  close(): void;
}

const silence = (): void => undefined;
const SILENT = { error: silence, end: silence, close: silence };
/** A server that went away without a word is noticed while the connection is idle, too. */
const KEEP_ALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 2 };

const ECDSA = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'] as const;
const RSA = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] as const;
/**
 * Servers have host keys of several kinds and show the first that both sides know: another kind is asked for while none that
 * was shown is the pinned one.
 */
const KINDS: readonly ServerHostKeyAlgorithm[][] = [['ssh-ed25519', ...ECDSA, ...RSA], [...ECDSA, ...RSA], [...RSA]];

type Address = { address: string; port: number };

/**
 * Connects to an address and signs in within `timeoutMs`. A server that has not the pinned host key fails for good (contract
 * §7), before a password or a signature leaves; whatever else goes wrong is tried again.
 */
export async function connectSftp(
  login: SftpLogin,
  to: Address,
  timeoutMs: number,
): Promise<SftpConnection | TransportResult> {
  let otherKey: string | null = null;
  for (const kinds of KINDS) {
    const made = await signIn(login, to, timeoutMs, kinds);
    if ('isUsable' in made) return made;
    const isKindMissing = otherKey !== null && made.isWithoutKind;
    if (made.otherKey === null && !isKindMissing) return { outcome: 'retry', detail: made.detail };
    otherKey ??= made.otherKey;
  }
  const detail = `The server has another host key than the one in the settings: SHA256:${otherKey}. Nothing was sent. Find out why before you enter the new one.`;
  return { outcome: 'failed', detail };
}

interface NotSignedIn {
  detail: string;
  /** The fingerprint that was shown in place of the pinned one. */
  otherKey: string | null;
  /** Both sides have no kind of host key, or another algorithm, in common. */
  isWithoutKind: boolean;
}

async function signIn(
  login: SftpLogin,
  to: Address,
  timeoutMs: number,
  serverHostKey: ServerHostKeyAlgorithm[],
): Promise<SftpConnection | NotSignedIn> {
  const { user, password, privateKey, hostKeySha256 } = login;
  const { authHandler, describeRefusal } = signInWays(login);
  const socket = connectPlain({ host: to.address, port: to.port });
  socket.setNoDelay(true);
  const client = new SftpClient('readout', SILENT);
  const pinned = hostKeyFingerprint(hostKeySha256);
  const otherKeys: string[] = [];
  let first: unknown = null;
  // The client's own errors carry less: neither their level nor, of a connection that ended, the reason.
  client.on('error', (error: unknown) => (first ??= error));
  const signingIn = client.connect({
    sock: socket,
    username: user,
    ...(privateKey === undefined ? { password: password ?? '' } : { privateKey }),
    authHandler,
    readyTimeout: 0,
    ...KEEP_ALIVE,
    algorithms: { serverHostKey },
    hostVerifier: (key: Buffer) => {
      const shown = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
      if (shown !== pinned) otherKeys.push(shown);
      return shown === pinned;
    },
  });
  const made = await orLate(
    timeoutMs,
    signingIn.catch((error: unknown) => describeSshFault(first ?? error, describeRefusal)),
  );
  if (typeof made !== 'string') return holdConnection(socket, client, made);
  socket.destroy();
  const isWithoutKind = (first as { level?: string } | null)?.level === 'handshake';
  return { detail: made, otherKey: otherKeys[0] ?? null, isWithoutKind };
}

function describeSshFault(error: unknown, describeRefusal: () => string): string {
  const { message, level } = error as { message?: string; level?: string };
  if (level === 'client-authentication') return describeRefusal();
  if (level === 'handshake') return 'The server and Readout have no SSH algorithm in common, or it does not speak SSH.';
  if (level === 'protocol') return 'The server closed the connection before it had let the user in.';
  if (message?.includes('privateKey')) {
    return 'The private key in the settings cannot be read: it is no PEM or OpenSSH key, or has a passphrase. Enter one without.';
  }
  return describeFault(error);
}

/** What `work` comes to, or that it was not done within `ms`. */
async function orLate<Result>(ms: number, work: Promise<Result>): Promise<Result | string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`The server did not answer within ${ms / 1000} s.`), ms);
  });
  const result = await Promise.race([work, late]);
  clearTimeout(timer);
  return result;
}

function holdConnection(socket: Socket, client: SftpClient, sftp: SFTPWrapper): SftpConnection {
  let isUsable = true;
  let lose = (): void => undefined;
  // Not everything that is asked of a server is answered when its connection ends.
  const lost = new Promise<string>((resolve) => {
    lose = () => {
      isUsable = false;
      socket.destroy();
      resolve('The connection was closed while the file was being stored.');
    };
  });
  client.on('end', lose);
  client.on('close', lose);
  return {
    get isUsable() {
      return isUsable;
    },
    async within(ms, work) {
      let isDone = false;
      const worked = work(client, sftp).finally(() => (isDone = true));
      const fault = await orLate(ms, Promise.race([worked, lost]));
      if (!isDone) lose();
      return fault;
    },
    close() {
      if (isUsable) void client.end().catch(silence).finally(lose);
      isUsable = false;
    },
  };
}
