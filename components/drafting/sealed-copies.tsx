import type { UnsentComment } from '#components/comments/unsent-comment';
import type { ResendBegun } from '#components/resending/resend-plan';

/** Words of a report that the server does not have yet. */
export interface LocalCopy extends Kept {
  reportText: string;
  templateId: string | null;
  /** The draft's revision that the words were made from. */
  revision: number;
}

interface Kept {
  /** When they were kept here (RFC 3339 UTC). */
  keptAt: string;
}

/** What a copy is of: a report, */
export interface CopyOf {
  /** The reader's user id. */
  owner: string;
  domain: string;
  appointmentId: string;
}

/** a comment, */
export interface CommentOf extends CopyOf {
  part: 'comment';
}

/** or a run of many resends that is not at its end. */
export interface RunOf {
  owner: string;
  domain: string;
  part: 'resending';
}

export type KeptOf = CopyOf | CommentOf | RunOf;
export type CopyFor<Of extends KeptOf> = Of extends RunOf
  ? ResendBegun & Kept
  : Of extends CommentOf
    ? UnsentComment & Kept
    : LocalCopy;
export type FoundCopy =
  | (CopyFor<CopyOf> & { of: CopyOf })
  | (CopyFor<CommentOf> & { of: CommentOf })
  | (CopyFor<RunOf> & { of: RunOf });

/** What is kept, beside when. */
export type WordsToKeep<Of extends KeptOf = CopyOf> = Omit<CopyFor<Of>, 'keptAt'>;

interface SealedCopy {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  owner: string;
  keptAt: number;
}

const DATABASE = 'readout';
const KEYS = 'keys';
const COPIES = 'copies';
const DEVICE = 'device';
/** As long as the server keeps what was set aside. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/**
 * Keeps words on this device, encrypted with a key that never leaves it and belongs to one reader; answers when. On the
 * disk then. Throws where the browser has no place for them (private windows of some, plain http).
 */
export async function sealCopy<Of extends KeptOf>(of: Of, copy: WordsToKeep<Of>): Promise<string> {
  const db = await openDatabase();
  const owner = await nameOf(of.owner);
  const key = await keyOf(db, owner);
  const keptAt = new Date();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const name = await nameOf(JSON.stringify(of));
  const words = new TextEncoder().encode(JSON.stringify({ ...copy, keptAt: keptAt.toISOString(), of }));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bindingOf(owner, name) },
    key,
    words,
  );
  const record: SealedCopy = { iv, sealed, owner, keptAt: keptAt.getTime() };
  await run(db, COPIES, 'readwrite', (copies) => copies.put(record, name));
  return keptAt.toISOString();
}

/** The words kept on this device; null without any, or when they can no longer be read. */
export async function unsealCopy<Of extends KeptOf>(of: Of): Promise<CopyFor<Of> | null> {
  const db = await openDatabase();
  await purge(db);
  const name = await nameOf(JSON.stringify(of));
  const record = await run<SealedCopy | undefined>(db, COPIES, 'readonly', (copies) => copies.get(name));
  return record ? ((await unseal(db, name, record)) as CopyFor<Of> | null) : null;
}

/** Every copy of a reader on this device that can be read, with what it is of. */
export async function unsealCopies(userId: string): Promise<FoundCopy[]> {
  const db = await openDatabase();
  const owner = await nameOf(userId);
  const names = await run<string[]>(db, COPIES, 'readonly', (copies) => copies.getAllKeys());
  const found: FoundCopy[] = [];
  for (const name of names) {
    const record = await run<SealedCopy | undefined>(db, COPIES, 'readonly', (copies) => copies.get(name));
    const copy = record?.owner === owner ? await unseal(db, name, record) : null;
    if (copy) found.push(copy);
  }
  return found;
}

async function unseal(db: IDBDatabase, name: string, { owner, iv, sealed }: SealedCopy) {
  const algorithm = { name: 'AES-GCM', iv, additionalData: bindingOf(owner, name) };
  const words = await crypto.subtle.decrypt(algorithm, await keyOf(db, owner), sealed).catch(() => null);
  return words && (JSON.parse(new TextDecoder().decode(words)) as FoundCopy);
}

/** Removes the words: the server has them, or their reader has decided. */
export async function removeCopy(of: KeptOf): Promise<void> {
  const db = await openDatabase();
  const name = await nameOf(JSON.stringify(of));
  await run(db, COPIES, 'readwrite', (copies) => copies.delete(name));
}

/** What this browser calls itself: `id` from now on, unless it has a name already. On the disk when it is answered. */
export async function nameDevice(id: string): Promise<string> {
  const db = await openDatabase();
  const known = await run<string | undefined>(db, KEYS, 'readonly', (keys) => keys.get(DEVICE));
  if (known === undefined) await run(db, KEYS, 'readwrite', (keys) => keys.put(id, DEVICE));
  return known ?? id;
}

/** Removes whatever a reader has on this device, and the key. */
export async function removeReader(userId: string): Promise<void> {
  const db = await openDatabase();
  const owner = await nameOf(userId);
  await run(db, KEYS, 'readwrite', (keys) => keys.delete(owner));
  await removeWhere(db, (record) => record.owner === owner);
}

const purge = (db: IDBDatabase) => removeWhere(db, (record) => record.keptAt < Date.now() - KEPT_MS);

/** The reader's key; made once, and not to be taken out of the browser. */
async function keyOf(db: IDBDatabase, owner: string): Promise<CryptoKey> {
  const known = await run<CryptoKey | undefined>(db, KEYS, 'readonly', (keys) => keys.get(owner));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Another page may have been faster: what it stored counts.
  await run(db, KEYS, 'readwrite', (keys) => keys.add(made, owner)).catch(() => undefined);
  return (await run<CryptoKey | undefined>(db, KEYS, 'readonly', (keys) => keys.get(owner))) ?? made;
}

/** A copy is its reader's, and of one thing: the name is a hash of both. */
const bindingOf = (owner: string, name: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify([owner, name]));

/** Names in the clear would tell who read whom. */
async function nameOf(words: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let opened: Promise<IDBDatabase> | null = null;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(KEYS);
      request.result.createObjectStore(COPIES);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps no data here.')));
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** One request in a transaction of its own; done once it is on the disk. */
function run<Answer>(
  db: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(store));
    transaction.addEventListener('complete', () => resolve(request.result as Answer));
    transaction.addEventListener('abort', () => reject(refused(transaction)));
  });
}

function removeWhere(db: IDBDatabase, isMeant: (record: SealedCopy) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(COPIES, 'readwrite');
    const cursor = transaction.objectStore(COPIES).openCursor();
    cursor.addEventListener('success', () => {
      if (!cursor.result) return;
      if (isMeant(cursor.result.value as SealedCopy)) cursor.result.delete();
      cursor.result.continue();
    });
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(refused(transaction)));
  });
}

const refused = ({ error }: IDBTransaction): Error => error ?? new Error('The browser keeps no data here.');
