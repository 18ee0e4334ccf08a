import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { ReplyWord } from '#lib/attempts/contract';
import { splitSequence } from '#lib/transports/join-replies';
import { firstSegment, get, type Hl7Message, type Hl7Segment } from '#lib/hl7/message';
import { readHl7, readHl7Message } from '#lib/hl7/read-hl7';
import { findFault } from '#lib/json';

/** HL7 table 0008. */
const ACKNOWLEDGMENTS: Record<string, string> = {
  AA: 'application accept',
  AE: 'application error',
  AR: 'application reject',
  CA: 'commit accept',
  CE: 'commit error',
  CR: 'commit reject',
};

/** HL7 table 0516. */
const SEVERITIES: Record<string, string> = { E: 'error', F: 'fatal', I: 'information', W: 'warning' };

/** Errors of a reply and, of several replies, those that are told; UTF-16 units of one value. */
const MOST_ERRORS = 10;
const MOST_REPLIES = 10;
const LONGEST = 2000;

/**
 * What a reply says, in words: the HTTP status; of an HL7 acknowledgment its code, whose it is and its errors (MSA, ERR); of a
 * FHIR OperationOutcome its issues. Of several replies ten are told, each under its number, and
 * always the last. [] when it says none of that. Another's words: shown, never trusted.
 */
export function describeReply(reply: Buffer | null, status: number | null): ReplyWord[] {
  const words: ReplyWord[] = [];
  const tell: Tell = (label, value) => {
    if (value.trim() !== '') words.push({ label, value: value.trim().slice(0, LONGEST).toWellFormed() });
  };
  if (status !== null) tell('HTTP status', `${status} ${STATUS_CODES[status] ?? ''}`);
  if (reply === null) return words;
  const replies = repliesOf(reply);
  if (replies.length > 1) tell('Replies', `${replies.length}`);
  for (const [at, one] of replies.entries()) {
    if (at >= MOST_REPLIES - 1 && at < replies.length - 1) continue;
    const of = replies.length > 1 ? `Reply ${at + 1}: ` : '';
    tellReply(one, (label, value) => tell(`${of}${label}`, value));
  }
  return words;
}

type Tell = (label: string, value: string) => void;

/** One reply, or each of several: acknowledgments one after another, or a text sequence. */
function repliesOf(reply: Buffer): (Hl7Message | string)[] {
  return (splitSequence(reply) ?? [reply]).flatMap((bytes) =>
    readHl7Message(bytes).kind === 'message'
      ? readHl7(bytes).map((one) => (one.kind === 'message' ? one.message : one.text))
      : [bytes.toString()],
  );
}

function tellReply(reply: Hl7Message | string, tell: Tell): void {
  if (typeof reply !== 'string') return tellAcknowledgment(reply, tell);
  for (const [at, issue] of issuesOf(reply).entries()) tell(`Issue${numbered(at)}`, issue);
}

function tellAcknowledgment(message: Hl7Message, tell: Tell): void {
  const msa = firstSegment(message, 'MSA');
  const code = get(message, msa, 1);
  tell('Acknowledgment (MSA-1)', named(code, ACKNOWLEDGMENTS[code]));
  tell('Of message (MSA-2)', get(message, msa, 2));
  tell('Text (MSA-3)', get(message, msa, 3));
  const errors = message.segments.filter(({ id }) => id === 'ERR').slice(0, MOST_ERRORS);
  for (const [index, err] of errors.entries()) {
    tellError(message, err, (label, value) => tell(`${label}${numbered(index)}`, value));
  }
}

function tellError(message: Hl7Message, err: Hl7Segment, tell: Tell): void {
  const at = (field: number, component = 1): string => get(message, err, field, 1, component);
  const location = [1, 2, 3, 5].map((component) => at(2, component)).filter((part) => part !== '');
  tell('Error (ERR-3)', named(at(3), at(3, 2)));
  tell('Error (ERR-5)', named(at(5), at(5, 2)));
  tell('Where (ERR-2)', location.join(' '));
  tell('Severity (ERR-4)', named(at(4), SEVERITIES[at(4)]));
  tell('Diagnostics (ERR-7)', at(7));
  tell('Message (ERR-8)', at(8));
}

/** No label comes twice. */
const numbered = (at: number): string => (at === 0 ? '' : `, no. ${at + 1}`);

const named = (code: string, word = ''): string => (code === '' || word === '' ? code + word : `${code}: ${word}`);

const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      severity: z.string().optional(),
      code: z.string().optional(),
      diagnostics: z.string().optional(),
      details: z.object({ text: z.string().optional() }).optional(),
    }),
  ),
});

function issuesOf(reply: string): string[] {
  const parsed = outcome.safeParse(parseJson(reply));
  if (!parsed.success) return [];
  return parsed.data.issue.slice(0, MOST_ERRORS).map(({ severity, code, diagnostics, details }) => {
    const kind = [severity, code].filter((word) => word !== undefined).join(', ');
    return [kind, details?.text ?? diagnostics ?? ''].filter((word) => word !== '').join(': ');
  });
}

function parseJson(text: string): unknown {
  try {
    return findFault(text) ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
