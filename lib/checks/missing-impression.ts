import type { Check, ReportToCheck } from '#lib/checks/contract';
import { bodyOf, splitSections, type Section } from '#lib/checks/sections';

/** UTF-16 units of a text without headings from which an impression is expected. */
const LONG = 400;

/**
 * Misses the impression of a report with headings (block, warn while preliminary) or of a long one without (warn), and
 * blocks an impression with nothing under it. A single heading of the request above plain text makes no headed report.
 */
export function checkMissingImpression({ reportText, reportStatus }: ReportToCheck): Check[] {
  const sections = splitSections(reportText);
  const impressions = sections.filter(({ kind }) => kind === 'impression');
  if (impressions.length > 0) {
    return sections
      .filter((section, at) => isEmptyImpression(reportText, section, sections[at + 1]))
      .map(emptyImpression);
  }
  const isHeaded = sections.length > 1 || sections[0]?.kind === 'findings';
  if (isHeaded) return [noImpression(reportStatus === 'final' ? 'block' : 'warn', 'The report has no impression.')];
  return reportText.trim().length > LONG
    ? [noImpression('warn', 'This long report has no headings and no impression.')]
    : [];
}

/** An empty heading right above another impression is no gap: the words stand there. */
const isEmptyImpression = (text: string, section: Section, next: Section | undefined): boolean =>
  section.kind === 'impression' && next?.kind !== 'impression' && bodyOf(text, section).trim() === '';

const emptyImpression = ({ from, bodyFrom }: Section): Check => ({
  rule: 'missing-impression',
  severity: 'block',
  from,
  to: bodyFrom,
  message: 'Nothing stands under the heading of the impression.',
  explanation: 'Many clinicians read the impression only. Write your conclusion here, or delete the heading.',
});

const noImpression = (severity: 'block' | 'warn', message: string): Check => ({
  rule: 'missing-impression',
  severity,
  from: null,
  to: null,
  message,
  explanation: 'Many clinicians read the impression only. Add a section IMPRESSION with your conclusion.',
});
