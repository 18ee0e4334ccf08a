import { formatCount } from '#components/ui/format-count';
/** As the ReportStream door: bytes of one payload. */
export const MOST_BYTES = 50_000_000;

/** What can be said of a payload before it is sent. One that `blocks` would only be refused. */
export interface PayloadProblem {
  blocks: boolean;
  text: string;
}

export type PayloadFormat = 'HL7' | 'FHIR';

/** So many of the first bytes tell what a payload is. */
export const HEAD_BYTES = 4096;

const FORMAT_WORDS: Record<PayloadFormat, string> = {
  HL7: 'HL7 messages, which begin with MSH',
  FHIR: 'FHIR Bundles, one a line, each beginning with {',
};

const BINARY: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF'],
  ['PK', 'a ZIP archive or an Office document'],
  ['\x1f\x8b', 'a compressed file; unpack it first'],
  ['\xff\xd8\xff', 'a picture'],
  ['\x89PNG', 'a picture'],
];

/** Looks at a payload's size (bytes) and its first bytes, as the sender's format wants them; null when nothing is amiss. */
export function checkPayload(size: number, head: Uint8Array, format: PayloadFormat): PayloadProblem | null {
  if (size > MOST_BYTES) {
    const text = `It has ${formatCount(size)} bytes, and ${formatCount(MOST_BYTES)} is the most. Split it into several files.`;
    return { blocks: true, text };
  }
  const start = [...head].map((byte) => String.fromCodePoint(byte)).join('');
  const text = start.replace(/^(\xef\xbb\xbf)?[\s\0]*/, '');
  if (size === 0 || (text === '' && size <= head.length)) {
    return { blocks: true, text: 'It is empty. Choose another file, or export this one again.' };
  }
  const kind = kindOf(text, start);
  return kind === null || kind === format ? null : { blocks: false, text: tellKind(kind, format) };
}

function kindOf(text: string, start: string): string | null {
  const [, binary] = BINARY.find(([magic]) => start.startsWith(magic)) ?? [];
  if (binary !== undefined) return binary;
  if (/^(MSH|FHS|BHS)/.test(text)) return 'HL7';
  return text.startsWith('{') ? 'FHIR' : 'other';
}

function tellKind(kind: string, format: PayloadFormat): string {
  const wants = `The sender sends ${FORMAT_WORDS[format]}.`;
  if (kind === 'other') return `It does not begin like any payload. ${wants}`;
  if (kind === 'HL7' || kind === 'FHIR') return `It looks like ${kind}. ${wants} Choose a sender of ${kind}.`;
  return `It looks like ${kind}. ${wants}`;
}
