import type { TextRange } from '#components/sandbox/text-range';

/**
 * Where a place such as `Bundle.entry[1].resource.status` stands in a payload of Bundles, one a line, or of one over several
 * lines; `item` counts from 1. What is not written gives the innermost that is. null: there is no such Bundle.
 */
export function findFhirPlace(text: string, item: number, place: string): TextRange | null {
  const bundle = bundleAt(text, item);
  if (!bundle) return null;
  let range = bundle;
  for (const [, name, index] of place.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    const inner = partsOf(text, range.start, name === undefined ? Number(index) : name);
    if (!inner) break;
    range = inner;
  }
  return range;
}

function bundleAt(text: string, item: number): TextRange | null {
  const lines = [...text.matchAll(/\S.*/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.trimEnd().length,
  }));
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return null;
  if (item === 1 && endOfValue(text, first.start) > first.end) return { start: first.start, end: last.end };
  return lines[item - 1] ?? null;
}

/** The member of that name, or the element of that index, of the object or array that begins at `start`. */
function partsOf(text: string, start: number, wanted: string | number): TextRange | null {
  const isObject = text.charAt(start) === '{';
  if (isObject === (typeof wanted === 'number') || !(isObject || text.charAt(start) === '[')) return null;
  let at = skipBlanks(text, start + 1);
  for (let index = 0; at < text.length && !/[}\]]/.test(text.charAt(at)); index += 1) {
    const name = isObject ? text.slice(at, endOfValue(text, at)) : index;
    if (isObject) at = skipBlanks(text, skipBlanks(text, at + String(name).length) + 1);
    const end = endOfValue(text, at);
    if (name === (isObject ? JSON.stringify(wanted) : wanted)) return { start: at, end };
    at = skipBlanks(text, end);
    if (text.charAt(at) === ',') at = skipBlanks(text, at + 1);
  }
  return null;
}

const TOKEN = /"(?:[^"\\]+|\\.)*"?|[{}[\]]|[^\s"{}[\],:]+/gy;

/** Where the value that begins at `start` ends; at the end of the text when it never does. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) {
      at += 1;
      continue;
    }
    at += token.length;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth <= 0) return at;
  }
  return text.length;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at += 1;
  return at;
}
