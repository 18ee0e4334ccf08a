import { htmlToText } from '#lib/fhir/html-to-text';
import type { OutgoingReport, OutgoingStatus } from '#lib/payloads/contract';

/** What a report says in plain words, and the document that says it in another way; null when it is plain text. */
export interface ReportWords {
  /** Lines that stand above a withdrawn text; [] for every other. */
  notice: string[];
  /** Line ends are `\n`; else exactly what was written. */
  text: string;
  original: { contentType: string; bytes: Buffer } | null;
}

/** What a rendition says above everything else, so that nobody takes it for another. */
export const BANNERS: Record<OutgoingStatus, string> = {
  P: 'PRELIMINARY REPORT',
  F: 'FINAL REPORT',
  C: 'CORRECTED REPORT',
  X: 'WITHDRAWN REPORT',
};

/** `2026-11-22 09:00 UTC` */
export const minuteOf = (utc: string): string => `${utc.slice(0, 16).replace('T', ' ')} UTC`;

const HTML = new Set(['html', 'xhtml', 'text/html', 'application/xhtml+xml']);

/** A text with `\n` as its only line end. */
export const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** The words of a report. HTML is read as text and travels beside it; every other format is text as it stands. */
export function wordsOf(report: OutgoingReport): ReportWords {
  const { reportText, reportFormat } = report;
  const notice = noticeOf(report);
  const [type = ''] = reportFormat.split(';');
  if (!HTML.has(type.trim().toLowerCase())) return { notice, text: withLineFeeds(reportText), original: null };
  const original = { contentType: 'text/html; charset=utf-8', bytes: Buffer.from(reportText) };
  return { notice, text: htmlToText(reportText, Number.MAX_SAFE_INTEGER) ?? withLineFeeds(reportText), original };
}

/** That a report is withdrawn, when and why; [] for every other. */
export function withdrawalOf({ resultStatus, reason, reportedAtUtc }: OutgoingReport): string[] {
  if (resultStatus !== 'X') return [];
  return [
    '*** REPORT WITHDRAWN - DO NOT USE ***',
    ...(reportedAtUtc === null ? [] : [`Withdrawn: ${minuteOf(reportedAtUtc)}`]),
    ...(reason === null ? [] : [`Reason: ${withLineFeeds(reason).replaceAll('\n', ' ')}`]),
  ];
}

/**
 * What stands above a withdrawn text, so that nobody reads it as a report: a destination that looks at no status shows
 * these lines first. Ends with an empty line.
 */
function noticeOf(report: OutgoingReport): string[] {
  const told = withdrawalOf(report);
  if (told.length === 0) return [];
  return [...told, ...(report.reportText === '' ? [] : ['The text that was withdrawn:']), ''];
}
