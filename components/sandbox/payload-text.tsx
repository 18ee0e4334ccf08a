/** Bytes of a file that the sandbox shows; larger ones are for Upload. */
export const MOST_SHOWN = 2_000_000;

/** A payload as its text area holds it, line ends LF; `file` while the text is still that file's. */
export interface PayloadText {
  text: string;
  file: File | null;
}

export const EMPTY: PayloadText = { text: '', file: null };

/** Reads a file to be shown, as UTF-8, else byte by byte. */
export async function readPayloadFile(file: File): Promise<PayloadText> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { text: decode(bytes).replaceAll(/\r\n?/g, '\n'), file };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes);
  }
}

/**
 * What is sent: a file's own bytes; of a text UTF-8, or ISO-8859-1 where its first message declares that and it can be
 * written so. A text area knows LF only: segments of HL7 end with CR again.
 */
export function payloadBody({ text, file }: PayloadText, format: 'HL7' | 'FHIR'): Blob | null {
  if (file) return file;
  if (text.trim() === '') return null;
  if (format === 'FHIR') return new Blob([text]);
  const segments = text.replaceAll('\n', '\r');
  return new Blob([isLatin1(text) ? Uint8Array.from(segments, (letter) => letter.codePointAt(0) ?? 0) : segments]);
}

/** Whether MSH-18 says ISO-8859-1, and nothing contradicts it. */
function isLatin1(text: string): boolean {
  const [, header = ''] = /^(MSH.*)$/m.exec(text) ?? [];
  return /8859.?1$/.test(header.split(header.charAt(3))[17] ?? '') && /^[\0-\xff]*$/.test(text);
}
