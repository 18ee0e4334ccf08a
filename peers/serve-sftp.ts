import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, {
  type AuthContext,
  type AuthenticationType,
  type Connection,
  type ServerChannel,
  type Session,
  type SFTPWrapper,
} from 'ssh2';

const { Server, utils } = ssh2;
const { OK, FAILURE, NO_SUCH_FILE, OP_UNSUPPORTED } = utils.sftp.STATUS_CODE;

/** Where Debian keeps OpenSSH's own. */
const OPENSSH = '/usr/lib/openssh/sftp-server';
export const hasOpenSsh = existsSync(OPENSSH);

export type SftpOperation = 'open' | 'write' | 'stat' | 'rename' | 'posix-rename' | 'remove';

/**
 * What a server does before an operation: 'refuse' answers with the status FAILURE, 'ignore' with nothing at all, 'cut' closes
 * the connection at once, 'lose' after the operation and instead of its answer.
 */
export type OnOperation = (operation: SftpOperation, path: string) => 'refuse' | 'ignore' | 'cut' | 'lose' | undefined;

interface SftpServerOptions {
  /** Whoever signs in must have it. */
  password?: string;
  /** PEM or OpenSSH text of a public key. */
  publicKey?: string;
  /** Ways of signing in that are offered: `password` and `publickey` unless given. */
  offered?: AuthenticationType[];
  /** What is asked one after another in keyboard-interactive sign-in; the first is for the password. */
  prompts?: string[];
  /** Whether it can rename over what has the name already (OpenSSH's posix-rename). */
  posixRename?: boolean;
  onOperation?: OnOperation;
  /** Told of every file that has got its name. */
  onStored?: (path: string, bytes: number) => void;
  /** Files are kept by OpenSSH's sftp-server: neither faults nor `onStored` then. */
  openSsh?: boolean;
  port?: number;
  /** Private key of the server; a new one unless given. */
  hostKey?: string;
  /** A host key of another kind that it has, too. */
  otherHostKey?: string;
  /** Where files are stored; a folder that ends with the server unless given. */
  folder?: string;
}

export interface ServedSftp {
  port: number;
  /** The folder that files are stored in. */
  folder: string;
  /** `SHA256:…`, as ssh-keygen -lf prints it. */
  hostKeySha256: string;
  /** How many connections were made, how often somebody tried to sign in on them, and did. */
  connections: number;
  attempts: number;
  signedIn: number;
  close: () => Promise<void>;
}

/** A key pair. Of those that ssh2 makes, about one in two hundred is malformed: nobody could read it. */
export function makeKey(): { public: string; private: string } {
  for (;;) {
    const made = utils.generateKeyPairSync('ed25519');
    if (!(utils.parseKey(made.private) instanceof Error)) return made;
  }
}

/** As ssh-keygen -lf prints it, of either half of a key. */
export const fingerprintOf = (key: string): string =>
  `SHA256:${createHash('sha256').update(parseKey(key).getPublicSSH()).digest('base64').replace(/=+$/, '')}`;

/** An SFTP server on loopback, for trying things out and for tests. */
export async function serveSftp(options: SftpServerOptions = {}): Promise<ServedSftp> {
  const { publicKey, port = 0, openSsh = false } = options;
  const { hostKey = makeKey().private, folder = mkdtempSync(join(tmpdir(), 'readout-sftp-')) } = options;
  const open = new Set<Connection>();
  const known = publicKey === undefined ? null : parseKey(publicKey);
  const server = new Server(
    { hostKeys: [hostKey, ...(options.otherHostKey ? [options.otherHostKey] : [])] },
    (connection) => {
      made.connections += 1;
      open.add(connection);
      connection.on('close', () => open.delete(connection)).on('error', () => undefined);
      connection.on('authentication', (login) => {
        if (login.method !== 'none') made.attempts += 1;
        judge(login, known, options);
      });
      connection.on('ready', () => {
        made.signedIn += 1;
        connection.on('session', (accept) => serveSession(accept(), folder, { openSsh, connection, ...options }));
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const made: ServedSftp = {
    port: (server.address() as AddressInfo).port,
    folder,
    hostKeySha256: fingerprintOf(hostKey),
    connections: 0,
    attempts: 0,
    signedIn: 0,
    async close() {
      for (const connection of open) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  return made;
}

type Key = Exclude<ReturnType<typeof utils.parseKey>, Error>;

/** Lets somebody in, or not. */
function judge(
  login: AuthContext,
  known: Key | null,
  { password, prompts = ['Password: '], ...options }: SftpServerOptions,
) {
  const { offered = ['password', 'publickey'] } = options;
  const refuse = (): void => login.reject(offered);
  if (login.method === 'none' || !offered.includes(login.method)) return refuse();
  if (login.method === 'password' && password !== undefined && login.password === password) return login.accept();
  if (login.method === 'publickey' && known?.getPublicSSH().equals(login.key.data)) {
    if (!login.signature || !login.blob) return login.accept();
    if (known.verify(login.blob, login.signature, login.hashAlgo)) return login.accept();
  }
  if (login.method !== 'keyboard-interactive') return refuse();
  const [first = '', ...others] = prompts;
  const ask = (prompt: string, isRight: (answer: string | undefined) => boolean, then: () => void): void =>
    login.prompt([{ prompt, echo: false }], ([answer]) => (isRight(answer) ? then() : refuse()));
  const askOthers = (): void => {
    const [next] = others.splice(0, 1);
    if (next === undefined) login.accept();
    else ask(next, (answer) => answer === `for ${next}`, askOthers);
  };
  return ask(first, (answer) => password !== undefined && answer === password, askOthers);
}

function parseKey(text: string) {
  const parsed = utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return parsed;
}

type Served = SftpServerOptions & { connection: Connection };

function serveSession(session: Session, folder: string, options: Served): void {
  if (!options.openSsh) {
    session.on('sftp', (accept) => serveFiles(accept(), folder, options));
    return;
  }
  session.on('subsystem', (accept) => {
    const channel: ServerChannel = accept();
    const child = spawn(OPENSSH, ['-d', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    channel.pipe(child.stdin);
    child.stdout.pipe(channel);
    channel.on('close', () => child.kill());
  });
}

/** As much of SFTP version 3 as storing a file takes. */
function serveFiles(
  sftp: SFTPWrapper,
  folder: string,
  { onOperation = () => undefined, onStored, posixRename = false, connection }: Served,
): void {
  const handles = new Map<number, string>();
  // Whatever a client calls it, it stays in the folder.
  const inFolder = (path: string): string => join(folder, join('/', path));
  const store = (from: string, to: string): void => {
    renameSync(inFolder(from), inFolder(to));
    onStored?.(to, statSync(inFolder(to)).size);
  };
  const keyOf = (handle: Buffer): number => handle.readUInt32BE();

  function answer(id: number, operation: SftpOperation, path: string, work: () => (() => void) | undefined): void {
    const fault = onOperation(operation, path);
    if (fault === 'ignore') return;
    if (fault === 'refuse') return sftp.status(id, FAILURE);
    if (fault === 'cut') return void connection.end();
    try {
      const reply = work();
      if (fault === 'lose') return void connection.end();
      if (reply) reply();
      else sftp.status(id, OK);
    } catch (error) {
      sftp.status(id, (error as NodeJS.ErrnoException).code === 'ENOENT' ? NO_SUCH_FILE : FAILURE);
    }
  }

  sftp.on('OPEN', (id, path) =>
    answer(id, 'open', path, () => {
      const file = openSync(inFolder(path), 'w');
      handles.set(file, path);
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(file);
      return () => sftp.handle(id, handle);
    }),
  );
  sftp.on('WRITE', (id, handle, offset, data) =>
    answer(id, 'write', handles.get(keyOf(handle)) ?? '', () => {
      writeSync(keyOf(handle), data, 0, data.length, offset);
      return undefined;
    }),
  );
  sftp.on('FSETSTAT', (id) => sftp.status(id, OK));
  sftp.on('CLOSE', (id, handle) => {
    closeSync(keyOf(handle));
    sftp.status(id, OK);
  });
  const stat = (id: number, path: string): void =>
    answer(id, 'stat', path, () => {
      const { mode, uid, gid, size } = statSync(inFolder(path));
      return () => sftp.attrs(id, { mode, uid, gid, size, atime: 0, mtime: 0 });
    });
  sftp.on('STAT', stat).on('LSTAT', stat);
  sftp.on('REMOVE', (id, path) =>
    answer(id, 'remove', path, () => {
      unlinkSync(inFolder(path));
      return undefined;
    }),
  );
  sftp.on('RENAME', (id, from, to) =>
    answer(id, 'rename', from, () => {
      // Version 3 does not replace: whatever has the name stays.
      if (existsSync(inFolder(to))) throw new Error('exists');
      store(from, to);
      return undefined;
    }),
  );
  if (!posixRename) return;
  announce(sftp, POSIX_RENAME);
  sftp.on('EXTENDED', (id, name, data) => {
    const [from = '', to = ''] = stringsOf(data);
    if (name !== POSIX_RENAME) return sftp.status(id, OP_UNSUPPORTED);
    answer(id, 'posix-rename', from, () => {
      store(from, to);
      return undefined;
    });
  });
}

const POSIX_RENAME = 'posix-rename@openssh.com';

/** Texts as SSH writes them, each after its length in bytes. */
const stringOf = (text: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};

function stringsOf(data: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < data.length;) {
    const end = at + 4 + data.readUInt32BE(at);
    texts.push(data.toString('utf8', at + 4, end));
    at = end;
  }
  return texts;
}

/** ssh2 answers INIT without extensions: the first packet that it sends gets one. */
function announce(sftp: SFTPWrapper, extension: string): void {
  const { _protocol: protocol } = sftp as unknown as {
    _protocol: { channelData: (id: number, packet: Buffer) => void };
  };
  const send = protocol.channelData;
  protocol.channelData = (id, packet) => {
    protocol.channelData = send;
    const told = Buffer.concat([packet, stringOf(extension), stringOf('1')]);
    told.writeUInt32BE(told.length - 4);
    send.call(protocol, id, told);
  };
}
