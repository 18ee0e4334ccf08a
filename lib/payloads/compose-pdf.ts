import { setImmediate as nextTurn } from 'node:timers/promises';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other name
import PDFDocument from 'pdfkit';
import type { OutgoingFile, OutgoingReport, Payload, PayloadPart } from '#lib/payloads/contract';
import { messageIdOf } from '#lib/payloads/message-id';
import { loadTypefaces, type Typefaces } from '#lib/payloads/pdf-fonts';
import { BODY, drawBody, drawFirstHead, drawFoot, drawHead, layOut, type PageOfReport } from '#lib/payloads/pdf-pages';
import { BANNERS } from '#lib/payloads/report-words';

const CONTENT_TYPE = 'application/pdf';

/** A4 in points (ISO 216). */
const SIZE = 'A4';

/**
 * PDF: a report as pages, tagged (ISO 32000-1 §14.8), fonts embedded; each page tells status, patient, exam and its number.
 * Several reports follow each other, each with pages of its own. The process gets its turn between pages: a report of
 * 2 MiB has hundreds.
 */
export async function composePdf(file: OutgoingFile): Promise<Payload> {
  const parts: PayloadPart[] = [];
  for (const report of file.reports) {
    parts.push({
      messageId: messageIdOf(file.destination, report.reportGuid),
      reportGuid: report.reportGuid,
      contentType: CONTENT_TYPE,
      bytes: await write(file, [report]),
    });
  }
  const [only] = parts;
  const bytes = only && parts.length === 1 ? only.bytes : await write(file, file.reports);
  return { contentType: CONTENT_TYPE, bytes, parts, notes: [] };
}

async function write(file: OutgoingFile, reports: readonly OutgoingReport[]): Promise<Buffer> {
  const faces = loadTypefaces();
  const document = open(file, reports);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const face of Object.values(faces)) document.registerFont(face.name, face.bytes);
  for (const report of reports) await drawReport(document, faces, report);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Nothing in it tells when or where it was made but the file itself: the same file gives the same bytes. */
function open({ createdAt }: OutgoingFile, reports: readonly OutgoingReport[]): PDFKit.PDFDocument {
  const [report] = reports;
  return new PDFDocument({
    size: SIZE,
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: {
      // Without the patient: titles show in tabs and lists.
      Title:
        reports.length === 1 && report ? `${titleCase(BANNERS[report.resultStatus])}, radiology` : 'Radiology reports',
      Author: report?.organizationName ?? 'Readout',
      Creator: 'Readout',
      Producer: 'Readout',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
}

const titleCase = (banner: string): string => banner.charAt(0) + banner.slice(1).toLowerCase();

async function drawReport(document: PDFKit.PDFDocument, faces: Typefaces, report: OutgoingReport): Promise<void> {
  const section = document.struct('Sect');
  document.addStructure(section);
  const laidOut = await layOut(faces, report);
  for (const [at, lines] of laidOut.pages.entries()) {
    document.addPage();
    const page: PageOfReport = { document, faces, report, number: at + 1, count: laidOut.pages.length };
    const top = at === 0 ? drawFirstHead(page, section, laidOut.rows) : drawHead(page);
    drawBody(page, section, lines, top + BODY.gap);
    drawFoot(page);
    await nextTurn();
  }
  section.end();
}
