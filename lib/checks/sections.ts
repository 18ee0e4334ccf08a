import type { Place } from '#lib/checks/contract';

export type SectionKind = 'indication' | 'technique' | 'comparison' | 'findings' | 'impression';

/** One section of a report, its heading included; its words begin at `bodyFrom`. */
export interface Section extends Place {
  kind: SectionKind;
  bodyFrom: number;
}

/** The headings of each kind, as radiologists write them. Findings and impression in one count as the impression. */
const HEADINGS: Record<SectionKind, string> = {
  indication:
    'clinical (?:history|indications?|information|info|details|data|context|question|notes?)|indications?|history|reason for (?:the )?(?:exam(?:ination)?|study|referral|visit)',
  technique: 'techniques?|protocol|procedure',
  comparison: 'comparisons?(?: stud(?:y|ies)| exams?)?|(?:prior|previous) (?:stud(?:y|ies)|imaging|exams?)',
  impression:
    '(?:findings (?:and|&) |findings ?/ ?|final |overall )?(?:impressions?|conclusions?|opinion|summary)|comments?|interpretation|assessment',
  findings: 'findings?|report|results?',
};
const KINDS = Object.keys(HEADINGS) as SectionKind[];

/** A line that begins with a heading; behind it perhaps a remark in brackets or a second word, then perhaps a colon. */
const HEADING_LINE = new RegExp(
  String.raw`^[ \t*#_]*(?<heading>${KINDS.map((kind) => `(?<${kind}>${HEADINGS[kind]})`).join('|')})(?![\p{L}\p{N}'’]|-\S)` +
    String.raw`(?: ?(?:/|&|and) ?[a-z]{1,20})?(?: \([^()\r\n]{1,60}\))?[*_]*(?<mark>[ \t]*(?:[:–—]|-(?=\s))[*_]*)?(?<rest>[ \t]*\S*)`,
  'gimu',
);

/** Words after which a heading in capitals without a colon was the beginning of a sentence. */
const GOES_ON =
  /^(?:is|are|was|were|be|of|to|by|as|in|on|at|for|from|with|and|or|has|have|had|may|can|could|suggests?|shows?|consistent|compatible|made|status|date|number|type|id|communicated|called|discussed|dictated|electronically|signed|verified|reviewed|issued)$/i;

/**
 * The sections of a report in order, [] for a text without headings. A heading stands at the beginning of a line, in any
 * case; it ends with a colon or a dash, or stands alone, or is in capitals with text behind it. What stands before the
 * first heading, such as a title, belongs to no section.
 */
export function splitSections(text: string): Section[] {
  const headings = [...text.matchAll(HEADING_LINE)].filter((line) => isHeading(text, line));
  return headings.map((line, index) => ({
    kind: KINDS.find((kind) => line.groups?.[kind] !== undefined) ?? 'findings',
    from: line.index,
    bodyFrom: line.index + line[0].length - (line.groups?.rest?.length ?? 0),
    to: headings[index + 1]?.index ?? text.length,
  }));
}

function isHeading(text: string, line: RegExpExecArray): boolean {
  const { heading = '', mark, rest = '' } = line.groups ?? {};
  if (mark !== undefined) return true;
  const next = rest.trim();
  const isShouted = heading === heading.toUpperCase();
  if (next !== '') return isShouted && !GOES_ON.test(next);
  return heading !== heading.toLowerCase() || !isInsideSentence(text, line.index);
}

/** Whether the line above breaks off, so that a word in small letters alone on a line is only wrapped. */
function isInsideSentence(text: string, at: number): boolean {
  const lineAbove =
    text
      .slice(Math.max(0, at - 200), at)
      .replace(/\r?\n$/, '')
      .split('\n')
      .at(-1) ?? '';
  return /[^\s.:!?]\s*$/.test(lineAbove);
}

/** The text of the section's words, without its heading. */
export const bodyOf = (text: string, section: Section): string => text.slice(section.bodyFrom, section.to);
