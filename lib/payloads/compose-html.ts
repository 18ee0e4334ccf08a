import type { OutgoingReport } from '#lib/payloads/contract';
import { examLines } from '#lib/payloads/exam-lines';
import { BANNERS, type ReportWords } from '#lib/payloads/report-words';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as content of an element; control characters, which neither HTML nor XML can hold, become U+FFFD. */
export const escapeMarkup = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '\uFFFD');

/** A report as a page of HTML: banner, patient and exam, and its words line by line. */
export function composeHtml(report: OutgoingReport, { notice, text }: ReportWords): string {
  const rows = examLines(report).map(
    ([label, words]) => `<tr><th scope="row">${label}</th><td>${escapeMarkup(words)}</td></tr>`,
  );
  return [
    '<!DOCTYPE html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Radiology report</title></head><body>',
    `<p><strong>${BANNERS[report.resultStatus]}</strong></p>`,
    `<table>${rows.join('')}</table>`,
    // The line end behind the tag is none of the text: readers of HTML drop it.
    `<pre>\n${escapeMarkup([...notice, text].join('\n'))}</pre>`,
    '</body></html>',
  ].join('\n');
}
