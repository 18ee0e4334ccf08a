import { sealBytes } from '#lib/encryption';
import { sha256 } from '#lib/ids';

/** Bytes of a message or a reply that are kept at most; of a longer one the beginning is. */
export const MOST_KEPT = 2 ** 20;

/** A message or a reply, encrypted with the deployment's key. */
export interface KeptContent {
  /** Of the whole content. */
  sha256: Buffer;
  sealed: Buffer;
  /** Of the whole content. */
  byteCount: number;
}

/** What one attempt sent, or was to send, and what it was answered. */
export interface KeptContents {
  sent: KeptContent | null;
  reply: KeptContent | null;
}

/** Encrypts what is to be kept of an attempt, before anything is locked. */
export const keepContents = (sent: Buffer | null, reply: Buffer | undefined): KeptContents => ({
  sent: sent && keepContent(sent),
  reply: reply === undefined || reply.byteLength === 0 ? null : keepContent(reply),
});

const keepContent = (bytes: Buffer): KeptContent => ({
  sha256: sha256(bytes),
  sealed: sealBytes(bytes.subarray(0, MOST_KEPT)),
  byteCount: bytes.byteLength,
});

/** Each content once: a destination may send back what it was sent. */
export const contentsOf = ({ sent, reply }: KeptContents): KeptContent[] =>
  [sent, reply?.sha256.equals(sent?.sha256 ?? Buffer.of()) ? null : reply].filter((one) => one !== null);
