import type { SFTPWrapper } from 'ssh2';
import type SftpClient from 'ssh2-sftp-client';
import { describeFault } from '#lib/transports/describe-fault';

/** Statuses of SFTP version 3 (draft-ietf-secsh-filexfer-02 §7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;
const UNSUPPORTED = 8;

/** A folder of a server that we are signed in to. */
interface Place {
  client: SftpClient;
  sftp: SFTPWrapper;
  folder: string;
}

/**
 * Writes a file under a temporary name, sees that all of it is there, and renames it: whoever fetches files by their names
 * never meets half of one. The names stay the same in every attempt, so that one whose answer was lost is written over.
 * Answers what went wrong, null when nothing did.
 */
export async function storeFile(
  { client, sftp, folder }: Place,
  fileName: string,
  bytes: Buffer,
): Promise<string | null> {
  const inFolder = (name: string): string => `${folder.replace(/\/+$/, '')}/${name}`;
  const [temporary, final] = [inFolder(`.${fileName}.tmp`), inFolder(fileName)];
  try {
    await writeFile(sftp, temporary, bytes);
    const { size } = await client.stat(temporary);
    if (size !== bytes.byteLength) {
      await discard(client, temporary);
      return `The server holds ${size} of ${bytes.byteLength} bytes; nothing was renamed.`;
    }
  } catch (error) {
    await discard(client, temporary);
    return `The file could not be written: ${describeStatus(error)}`;
  }
  try {
    await replace(client, temporary, final);
    return null;
  } catch (error) {
    await discard(client, temporary);
    return `The file was written but could not be renamed: ${describeStatus(error)}`;
  }
}

/** The client's own `put` takes a stream's end for success, whatever the server said to the last write. */
async function writeFile(sftp: SFTPWrapper, path: string, bytes: Buffer): Promise<void> {
  const handle = await new Promise<Buffer>((resolve, reject) =>
    sftp.open(path, 'w', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  try {
    for (let from = 0; from < bytes.byteLength; from += PIECES * PIECE) {
      await Promise.all(piecesOf(bytes, from).map((piece) => done((told) => writePiece(sftp, handle, piece, told))));
    }
    // Throws where the server does not list the extension.
    await done((told) => sftp.ext_openssh_fsync(handle, told)).catch(() => undefined);
  } finally {
    await done((told) => sftp.close(handle, told));
  }
}

/** Bytes that every server takes in one write, and how many writes wait for their answers at once. */
const PIECE = 32_768;
const PIECES = 64;

interface Piece {
  bytes: Buffer;
  at: number;
}

const piecesOf = (bytes: Buffer, from: number): Piece[] =>
  Array.from({ length: PIECES }, (_, index) => from + index * PIECE)
    .filter((at) => at < bytes.byteLength)
    .map((at) => ({ at, bytes: bytes.subarray(at, at + PIECE) }));

const writePiece = (sftp: SFTPWrapper, handle: Buffer, { bytes, at }: Piece, told: (error?: Error | null) => void) =>
  sftp.write(handle, bytes, 0, bytes.byteLength, at, told);

const done = (ask: (told: (error?: Error | null) => void) => unknown): Promise<void> =>
  new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));

/** Renames over what an earlier attempt may have left; where the server cannot do that in one step, in two. */
async function replace(client: SftpClient, from: string, to: string): Promise<void> {
  try {
    await client.posixRename(from, to);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    if (await client.exists(to)) await client.delete(to);
    await client.rename(from, to);
  }
}

/** The client throws before it asks a server that does not list the extension. */
const isUnsupported = (error: unknown): boolean =>
  codeOf(error) === UNSUPPORTED || (error instanceof Error && error.message.includes('does not support'));

/** What is left behind is written over by the next attempt: not worth an error of its own. */
const discard = (client: SftpClient, path: string): Promise<unknown> => client.delete(path, true).catch(() => null);

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

function describeStatus(error: unknown): string {
  switch (codeOf(error)) {
    case NO_SUCH_FILE:
    case 'ENOENT':
      return 'the folder does not exist on the server.';
    case PERMISSION_DENIED:
      return 'the server denied permission.';
    case FAILURE:
      return 'the server refused it without a reason, as it does when its disk is full.';
    case 'ERR_GENERIC_CLIENT':
    case 'ERR_NOT_CONNECTED':
      return 'the connection was closed.';
    default: {
      const words = describeFault(error);
      return words.charAt(0).toLowerCase() + words.slice(1);
    }
  }
}
