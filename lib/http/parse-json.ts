import { DomainError } from '#lib/errors';
import { DEEPEST_JSON, findFault, TOO_MANY_VALUES, type JsonFault } from '#lib/json';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a JSON body strictly (RFC 8259; I-JSON, RFC 7493 §2.3): invalid UTF-8, broken JSON, nesting deeper than 64, too
 * many values (`findFault`) and duplicate members at any depth are refused with `bad_request`; the last since "the last
 * one wins" would lose what the sender wrote first.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  let fault: JsonFault | null;
  try {
    fault = findFault(text);
    if (fault === null) return JSON.parse(text);
  } catch {
    throw new DomainError('bad_request', 'The body is not valid JSON.');
  }
  throw new DomainError('bad_request', `The body ${inWords(fault)}.`);
}

function inWords(fault: JsonFault): string {
  switch (fault.kind) {
    case 'deep':
      return `is nested deeper than ${DEEPEST_JSON} levels`;
    case 'many':
      return `has ${TOO_MANY_VALUES}`;
    case 'duplicate':
      return `names the member “${fault.member.slice(0, 60)}” twice in one object`;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DomainError('bad_request', 'The body is not valid UTF-8.');
  }
}
