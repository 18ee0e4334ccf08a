import type { Check, Place, ReportToCheck } from '#lib/checks/contract';
import { orderSide } from '#lib/checks/order-side';
import { bodyOf, splitSections, type SectionKind } from '#lib/checks/sections';
import { blankSidelessPhrases } from '#lib/checks/sideless-phrases';
import { namedSides, onlySide, type NamedSides, type Side } from '#lib/checks/sides';

/**
 * Blocks a report that names only the side that was not ordered, in findings and impression together or in the
 * impression alone. Otherwise warns when findings and impression each name one side only, and not the same.
 */
export function checkSideMismatch(report: ReportToCheck): Check[] {
  const { findings, impression } = readSides(report.reportText);
  const ordered = orderSide(report);
  return ordered === null ? findContradiction(findings, impression) : findWrongSide(ordered, findings, impression);
}

function findWrongSide(ordered: Side, findings: NamedSides, impression: NamedSides): Check[] {
  const other = ordered === 'left' ? 'right' : 'left';
  const order = `The order is for the ${ordered} side`;
  if (onlySide(impression) === other) {
    return [mismatch('block', impression[other], `${order}; the impression names only the ${other}.`)];
  }
  if (onlySide(findings) === other && !impression[ordered]) {
    return [mismatch('block', findings[other], `${order}; the report names only the ${other}.`)];
  }
  return findContradiction(findings, impression);
}

function findContradiction(findings: NamedSides, impression: NamedSides): Check[] {
  const found = onlySide(findings);
  const concluded = onlySide(impression);
  if (found === null || concluded === null || found === concluded) return [];
  const message = `The findings name only the ${found} side, the impression only the ${concluded}.`;
  return [mismatch('warn', impression[concluded], message)];
}

const mismatch = (severity: 'block' | 'warn', place: Place | null, message: string): Check => ({
  rule: 'side-mismatch',
  severity,
  from: place?.from ?? null,
  to: place?.to ?? null,
  message,
  explanation:
    'A wrong side can lead to treatment of the wrong side. Compare images, order and text, and correct the side.',
});

/** The sides that findings and impression name. A text without either heading is read as findings. */
function readSides(text: string): { findings: NamedSides; impression: NamedSides } {
  const sections = splitSections(text);
  const words = blankSidelessPhrases(text);
  const sidesOf = (wanted: SectionKind): NamedSides =>
    firstOf(sections.filter(({ kind }) => kind === wanted).map(({ bodyFrom, to }) => namedSides(words, bodyFrom, to)));
  if (sections.some(({ kind }) => kind === 'findings' || kind === 'impression')) {
    return { findings: sidesOf('findings'), impression: sidesOf('impression') };
  }
  const last = sections.at(-1);
  const from = last ? last.bodyFrom + lengthOfParagraph(bodyOf(text, last)) : 0;
  return { findings: namedSides(words, from), impression: firstOf([]) };
}

const firstOf = (sides: readonly NamedSides[]): NamedSides => ({
  left: sides.find(({ left }) => left)?.left ?? null,
  right: sides.find(({ right }) => right)?.right ?? null,
});

/** The paragraph under a heading of the request is the request's; what follows its blank line is the report. */
function lengthOfParagraph(body: string): number {
  const start = body.length - body.trimStart().length;
  const end = body.slice(start).search(/\n[ \t\r]*\n/);
  return end < 0 ? body.length : start + end;
}
