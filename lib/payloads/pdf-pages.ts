import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OutgoingReport, OutgoingStatus } from '#lib/payloads/contract';
import { examLines } from '#lib/payloads/exam-lines';
import type { Typeface, Typefaces } from '#lib/payloads/pdf-fonts';
import { linesOf, wrap, type Line } from '#lib/payloads/pdf-lines';
import { BANNERS, wordsOf } from '#lib/payloads/report-words';

/** One page of a report that is being drawn. */
export interface PageOfReport {
  document: PDFKit.PDFDocument;
  faces: Typefaces;
  report: OutgoingReport;
  number: number;
  count: number;
}

/** Points. */
const PAGE = { width: 595.28, left: 51, top: 36, bottom: 790 };
const WIDTH = PAGE.width - 2 * PAGE.left;
const BANNER = { height: 24, size: 12 };
const HEAD = { size: 8.5, leading: 12 };
const LABEL_WIDTH = 96;
export const BODY = { size: 9, leading: 12, gap: 10 };

/** White on these is read at more than 7 : 1 (WCAG 2.2, 1.4.6); what a banner says it says in words. */
const COLOURS: Record<OutgoingStatus, string> = { P: '#7a3b00', F: '#124d2c', C: '#0b4a78', X: '#8b1414' };

const TURN_EVERY = 2000;

/** A label and its words, broken into lines. */
interface Row {
  label: string;
  lines: Line[];
}

/** A report's lines by page, and the rows of its first page's head. */
export interface LaidOut {
  rows: Row[];
  pages: Line[][];
}

export async function layOut(faces: Typefaces, report: OutgoingReport): Promise<LaidOut> {
  const rows = examLines(report).map(([label, words]): Row => {
    const width = (WIDTH - LABEL_WIDTH) / HEAD.size;
    return { label, lines: [...wrap(words, width, { body: faces.plain, plain: faces.body })] };
  });
  const headLines = rows.reduce((sum, { lines }) => sum + lines.length, 0);
  const first = PAGE.top + BANNER.height + 8 + headLines * HEAD.leading;
  const further = PAGE.top + BANNER.height + 8 + 2 * HEAD.leading;
  const room = (top: number): number => Math.max(1, Math.floor((PAGE.bottom - top - BODY.gap) / BODY.leading));
  const { notice, text } = wordsOf(report);
  const pages: Line[][] = [[]];
  let count = 0;
  for (const written of [...notice, ...linesOf(text)]) {
    for (const line of wrap(written, WIDTH / BODY.size, faces)) {
      const isFull = (pages.at(-1)?.length ?? 0) >= room(pages.length === 1 ? first : further);
      if (isFull) pages.push([]);
      pages.at(-1)?.push(line);
      count += 1;
      if (count % TURN_EVERY === 0) await nextTurn();
    }
  }
  return { rows, pages };
}

/** Banner, and patient and exam in full. Returns where it ends. */
export function drawFirstHead(page: PageOfReport, section: PDFKit.PDFStructureElement, rows: readonly Row[]): number {
  const { document, faces } = page;
  section.add(document.struct('H1', {}, () => drawBanner(page)));
  let y = PAGE.top + BANNER.height + 8;
  for (const { label, lines } of rows) {
    section.add(
      document.struct('P', {}, () => {
        put(document, faces.bold, HEAD.size, label, PAGE.left, y);
        for (const line of lines) {
          drawLine(document, line, HEAD.size, PAGE.left + LABEL_WIDTH, y);
          y += HEAD.leading;
        }
      }),
    );
  }
  return y;
}

/** The same in short, on every further page: furniture of the page, not read again by screen readers. */
export function drawHead(page: PageOfReport): number {
  const { document, faces, report } = page;
  const { exam } = report;
  document.markContent('Artifact', { type: 'Pagination', attached: ['Top'] });
  drawBanner(page);
  let y = PAGE.top + BANNER.height + 8;
  const patient = [exam.patientName, exam.patientId, exam.patientDateOfBirth, exam.patientSex];
  const examination = [exam.studyDescription ?? exam.procedureCode, exam.appointmentDate, exam.accessionNumber];
  for (const told of [patient, examination]) {
    const [line = []] = wrap(told.filter(Boolean).join('  ·  '), WIDTH / HEAD.size, {
      body: faces.plain,
      plain: faces.body,
    });
    drawLine(document, line, HEAD.size, PAGE.left, y);
    y += HEAD.leading;
  }
  document.endMarkedContent();
  return y;
}

function drawBanner({ document, faces, report }: PageOfReport): void {
  const { resultStatus } = report;
  document.rect(PAGE.left, PAGE.top, WIDTH, BANNER.height).fill(COLOURS[resultStatus]);
  document.fillColor('white');
  put(document, faces.bold, BANNER.size, BANNERS[resultStatus], PAGE.left + 8, PAGE.top + 5);
  document.fillColor('black');
}

/** The words of one page, one paragraph of the structure for each that blank lines part. */
export function drawBody(
  { document }: PageOfReport,
  section: PDFKit.PDFStructureElement,
  lines: readonly Line[],
  top: number,
): void {
  let y = top;
  for (const paragraph of paragraphs(lines)) {
    const from = y;
    y += paragraph.length * BODY.leading;
    if (paragraph.every((line) => line.length === 0)) continue;
    section.add(
      document.struct('P', {}, () => {
        for (const [at, line] of paragraph.entries()) {
          drawLine(document, line, BODY.size, PAGE.left, from + at * BODY.leading);
        }
      }),
    );
  }
}

function paragraphs(lines: readonly Line[]): Line[][] {
  const parted: Line[][] = [];
  for (const [at, line] of lines.entries()) {
    const isNew = at === 0 || (line.length === 0) !== (lines[at - 1]?.length === 0);
    if (isNew) parted.push([]);
    parted.at(-1)?.push(line);
  }
  return parted;
}

/** Who sent it, the version, and which page of how many it is. */
export function drawFoot({ document, faces, report, number, count }: PageOfReport): void {
  document.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
  const y = PAGE.bottom + 10;
  const from = `${report.organizationName}  ·  ${report.authority}/${report.number}, version ${report.version}`;
  const [line = []] = wrap(from, (WIDTH - 90) / HEAD.size, { body: faces.plain, plain: faces.body });
  drawLine(document, line, HEAD.size, PAGE.left, y);
  const pages = `Page ${number} of ${count}`;
  document.font(faces.plain.name).fontSize(HEAD.size);
  put(document, faces.plain, HEAD.size, pages, PAGE.left + WIDTH - document.widthOfString(pages), y);
  document.endMarkedContent();
}

function drawLine(document: PDFKit.PDFDocument, line: Line, size: number, left: number, y: number): void {
  let x = left;
  for (const run of line) {
    if (run.text.trim() !== '') put(document, run.face, size, run.text, x, y);
    x += run.width * size;
  }
}

function put(document: PDFKit.PDFDocument, face: Typeface, size: number, words: string, x: number, y: number): void {
  document.font(face.name).fontSize(size).text(words, x, y, { lineBreak: false });
}
