import type { TextRange } from '#components/sandbox/text-range';

const PUNCTUATION = '[!-/:-@[-`{-~]';
/** A line that begins a message: MSH, a delimiter, encoding characters. */
const HEADER = new RegExp(String.raw`^[\x0b\ufeff]*MSH(?=\||(${PUNCTUATION})${PUNCTUATION}{1,5}(?:\1|$))`, 'gm');
const PLACE = /^([A-Z][A-Z0-9]{2})\[(\d+)\](?:-(\d+)(?:\[(\d+)\])?(?:\.(\d+))?(?:\.(\d+))?)?/;

/**
 * Where a place such as `PID[1]-3[1].1` of one message stands in a payload whose lines end with LF; `item` counts from 1. A
 * part that is not written gives what it would be part of: the field, else the segment. null: there is no such segment.
 */
export function findHl7Place(text: string, item: number, place: string): TextRange | null {
  const [, id, position, field, repetition, component, subcomponent] = PLACE.exec(place) ?? [];
  const message = messageAt(text, item);
  const segment = message && id && segmentAt(text, message, id, Number(position));
  if (!segment) return null;
  if (field === undefined) return segment;
  const [delimiter = '', ...encoding] = text.slice(message.start + 3, message.start + 8);
  const isDelimiters = id === 'MSH' && Number(field) <= 2;
  if (isDelimiters && field === '1') return { start: segment.start + 3, end: segment.start + 4 };
  let range = partAt(text, segment, delimiter, Number(field) + (id === 'MSH' ? 0 : 1));
  if (!range) return segment;
  const [components, repetitions, , subcomponents] = encoding;
  const steps: [string | undefined, string | undefined][] = [
    [repetitions, repetition],
    [components, component],
    [subcomponents, subcomponent],
  ];
  for (const [separator, at] of isDelimiters ? [] : steps) {
    if (separator === undefined || at === undefined) break;
    range = partAt(text, range, separator, Number(at)) ?? range;
  }
  return range.start < range.end ? range : withNeighbours(range, segment);
}

function messageAt(text: string, item: number): TextRange | null {
  const starts = [...text.matchAll(HEADER)].map((found) => found.index + found[0].length - 3);
  const start = starts[item - 1];
  return start === undefined ? null : { start, end: starts[item] ?? text.length };
}

function segmentAt(text: string, message: TextRange, id: string, position: number): TextRange | null {
  const delimiter = text.charAt(message.start + 3);
  const starts: number[] = [];
  for (let at = message.start; at < message.end; at = nextLine(text, at)) {
    if (/^[A-Z][A-Z0-9]{2}$/.test(text.slice(at, at + 3)) && text.charAt(at + 3) === delimiter) starts.push(at);
  }
  const start = starts.filter((at) => text.startsWith(id, at))[position - 1];
  if (start === undefined) return null;
  const rest = text.slice(start, starts[starts.indexOf(start) + 1] ?? message.end);
  return { start, end: start + rest.trimEnd().length };
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

/** The part with this number, from 1, between separators; null when there are fewer. */
function partAt(text: string, { start, end }: TextRange, separator: string, number: number): TextRange | null {
  let from = start;
  for (let at = 1; at < number; at += 1) {
    const found = text.indexOf(separator, from);
    if (found === -1 || found >= end) return null;
    from = found + 1;
  }
  const to = text.indexOf(separator, from);
  return { start: from, end: to === -1 || to > end ? end : to };
}

/** Nothing cannot be seen: its separators can. */
const withNeighbours = ({ start, end }: TextRange, within: TextRange): TextRange => ({
  start: Math.max(start - 1, within.start),
  end: Math.min(end + 1, within.end),
});
