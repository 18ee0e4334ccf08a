import { bodyOf, splitSections, type SectionKind } from '#lib/checks/sections';
import { components, DELIMITERS, subcomponents, value } from '#lib/hl7/write-segment';

/** One OBX, its fields escaped. */
export interface Observation {
  type: 'TX' | 'ST' | 'FT' | 'ED' | 'HD';
  identifier: string;
  subId: string;
  value: string;
  /** OBX-11 where it is not the report's. */
  status?: string;
}

/** Lines of a report under one identifier, in their order. */
export interface LineGroup {
  identifier: string;
  lines: readonly string[];
}

/** More lines than this in one report stand in one OBX each group: an OBX for each would be mostly segments. */
const MOST_SEGMENTS = 50_000;

/** LOINC codes of what a report says. */
export const STUDY = components('18748-4', 'Diagnostic imaging study', 'LN');
const LOINC: Record<SectionKind, string> = {
  indication: components('18785-6', 'Radiology Reason for study', 'LN'),
  technique: components('55111-9', 'Current imaging procedure descriptions', 'LN'),
  comparison: components('18834-2', 'Radiology Comparison study', 'LN'),
  findings: components('18782-3', 'Radiology Study observation', 'LN'),
  impression: components('19005-8', 'Radiology Imaging study [Impression]', 'LN'),
};

/** Result segments' suffixes: `&GDT` is the description, `&IMP` the impression (HL7 2.x §7.2.2). */
const SUFFIXES = { text: subcomponents('', 'GDT'), impression: subcomponents('', 'IMP') };

/** A report's lines by section, under the LOINC code of each; what stands in none is the study's. */
export const byLoinc = (text: string): LineGroup[] => grouped(text, (kind) => (kind === null ? STUDY : LOINC[kind]));

/** A report's lines as description and impression. */
export const bySuffix = (text: string): LineGroup[] =>
  grouped(text, (kind) => (kind === 'impression' ? SUFFIXES.impression : SUFFIXES.text));

/** Every line of the text is in exactly one group, in order: joined by line feeds they are the text again. */
function grouped(text: string, identifierOf: (kind: SectionKind | null) => string): LineGroup[] {
  const parts: { kind: SectionKind | null; from: number }[] = splitSections(text).filter(
    // A heading behind U+2028 stands at no line's beginning.
    ({ from }) => from === 0 || text[from - 1] === '\n',
  );
  if (parts[0]?.from !== 0) parts.unshift({ kind: null, from: 0 });
  const groups: LineGroup[] = [];
  for (const [at, { kind, from }] of parts.entries()) {
    const next = parts[at + 1];
    const lines = text.slice(from, next && next.from - 1).split('\n');
    const identifier = identifierOf(kind);
    const last = groups.at(-1);
    if (last?.identifier === identifier) groups.splice(-1, 1, { identifier, lines: last.lines.concat(lines) });
    else groups.push({ identifier, lines });
  }
  return groups;
}

/** The words of the impression; null for a report without one. */
export function impressionOf(text: string): string | null {
  const section = splitSections(text).find(({ kind }) => kind === 'impression');
  return section ? bodyOf(text, section).trim() || null : null;
}

/** An OBX for each line; each group has its own sub-id, so that a receiver keeps them apart. */
export function lineByLine(type: 'TX' | 'ST', groups: readonly LineGroup[]): Observation[] {
  const count = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  return groups.flatMap(({ identifier, lines }, at) => {
    const subId = String(at + 1);
    if (count > MOST_SEGMENTS) return [{ type, identifier, subId, value: repeated(lines) }];
    return lines.map((line) => ({ type, identifier, subId, value: value(line) }));
  });
}

/** Lines as repetitions of one value. */
export const repeated = (lines: readonly string[]): string => lines.map(value).join(DELIMITERS.repetition);

/** Lines as one formatted text (FT). */
export const formatted = (lines: readonly string[]): string => lines.map(value).join('\\.br\\');

/** A document (ED); its bytes need no escape. */
export const document = (source: string, type: readonly [string, string], bytes: Buffer): string =>
  components(value(source), ...type, 'Base64', bytes.toString('base64'));

/** The document that a text was read from, beside it; none where the text is all there is. */
export function originals(original: Buffer | null, subId: number): Observation[] {
  if (original === null) return [];
  const value = document('READOUT', ['text', 'html'], original);
  return [{ type: 'ED', identifier: STUDY, subId: String(subId), value }];
}
