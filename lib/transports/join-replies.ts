/** Bytes after which no further reply is held: what is kept of them ends there (`MOST_KEPT`). */
const MOST_HELD = 2 ** 20;

/** RFC 7464: each text of a sequence comes after a record separator, and ends with a line feed. */
const SEPARATOR = '\u{1E}';

/**
 * The replies to a file's messages as one content, in order: one as it came; HL7 acknowledgments one after another, each
 * ended as a segment is; anything else as a text sequence (RFC 7464), in which a reply without text has its place, too. Of
 * many only those that begin within the first MiB. Undefined where no reply has a text.
 */
export function joinReplies(replies: readonly Buffer[]): Buffer | undefined {
  if (replies.every(({ byteLength }) => byteLength === 0)) return undefined;
  if (replies.length === 1) return replies[0];
  const held: Buffer[] = [];
  for (let [at, bytes] = [0, 0]; at < replies.length && bytes < MOST_HELD; at += 1) {
    const reply = replies[at] ?? Buffer.of();
    held.push(reply);
    bytes += reply.byteLength;
  }
  if (held.every((reply) => reply.toString('latin1', 0, 3) === 'MSH')) {
    return Buffer.concat(held.flatMap((reply) => (reply.at(-1) === 0x0d ? [reply] : [reply, Buffer.from('\r')])));
  }
  const [before, after] = [Buffer.from(SEPARATOR), Buffer.from('\n')];
  return Buffer.concat(held.flatMap((reply) => [before, reply, after]));
}

/** The replies of a text sequence (RFC 7464), in order; null for what is none. */
export function splitSequence(bytes: Buffer): Buffer[] | null {
  // One character a byte: whatever the replies' encoding is, it stays theirs.
  const text = bytes.toString('latin1');
  if (!text.startsWith(SEPARATOR)) return null;
  return text
    .slice(1)
    .split(SEPARATOR)
    .map((one) => Buffer.from(one.replace(/\n$/, ''), 'latin1'));
}
