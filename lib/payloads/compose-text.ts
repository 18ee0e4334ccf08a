import type { OutgoingFile, OutgoingReport, Payload } from '#lib/payloads/contract';
import { messageIdOf } from '#lib/payloads/message-id';
import { wordsOf } from '#lib/payloads/report-words';

const CONTENT_TYPE = 'text/plain; charset=utf-8';

/**
 * TEXT: the stored bytes of a report, line ends and all (contract §7). A withdrawal's are those of what it withdraws: they
 * come after a notice that says so. Several reports follow each other, each on a line of its own.
 */
export function composeText({ destination, reports }: OutgoingFile): Payload {
  const parts = reports.map((report) => ({
    messageId: messageIdOf(destination, report.reportGuid),
    reportGuid: report.reportGuid,
    contentType: CONTENT_TYPE,
    bytes: Buffer.from(textOf(report)),
  }));
  const lines = parts.flatMap(({ bytes }, at) => (at === 0 ? [bytes] : [Buffer.from('\n'), bytes]));
  return { contentType: CONTENT_TYPE, bytes: Buffer.concat(lines), parts, notes: [] };
}

const textOf = (report: OutgoingReport): string => [...wordsOf(report).notice, report.reportText].join('\n');
