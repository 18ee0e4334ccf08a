import type { DestinationObject } from '#lib/settings/destination-contract';

type CodeMap = NonNullable<DestinationObject['settings']['codeMap']>;

/** Parts of a procedure: code, text, coding system. */
const PART = ' | ';

/** A code map as lines, each our code and the destination's: `modality CT = RADCT`, `procedureCode CTH = 24725-4 | CT Head | LN`. */
export function toCodeLines(map: CodeMap | undefined): string {
  return Object.entries(map ?? {})
    .flatMap(([kind, codes]) =>
      Object.entries(codes).map(([ours, theirs]) => {
        const words =
          typeof theirs === 'string' ? theirs : [theirs.code, theirs.text ?? '', theirs.system ?? ''].join(PART);
        return `${kind} ${ours} = ${words}`;
      }),
    )
    .join('\n');
}

/** Lines as a code map. A line that is none is sent as it is, for the server to refuse. */
export function toCodeMap(lines: string): Record<string, Record<string, unknown>> {
  const map: Record<string, Record<string, unknown>> = {};
  for (const line of lines.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, kind = line, ours = '', theirs = ''] = /^(\S+)\s+(.+?)\s*=\s*(.*)$/.exec(line) ?? [];
    map[kind] = { ...map[kind], [ours]: toCode(theirs) };
  }
  return map;
}

function toCode(words: string): unknown {
  if (!words.includes('|')) return words;
  const [code = '', text = '', system = ''] = words.split('|').map((part) => part.trim());
  return { code, ...(text === '' ? {} : { text }), ...(system === '' ? {} : { system }) };
}
