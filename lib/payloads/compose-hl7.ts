import { segment, value } from '#lib/hl7/write-segment';
import { composeHtml } from '#lib/payloads/compose-html';
import { addresses, composeOru } from '#lib/payloads/compose-oru';
import { composePdf } from '#lib/payloads/compose-pdf';
import type { OutgoingFile, OutgoingReport, Payload, PayloadPart } from '#lib/payloads/contract';
import { fitCharacters } from '#lib/payloads/fit-characters';
import { messageIdOf } from '#lib/payloads/message-id';
import { ORU_DIALECTS } from '#lib/payloads/oru-dialects';
import { wordsOf } from '#lib/payloads/report-words';
import type { HL7_CHARACTER_SETS } from '#lib/settings/receiver-contract';

type CharacterSet = (typeof HL7_CHARACTER_SETS)[number];

/** What HTTP calls the sets of MSH-18. */
const CHARSETS: Record<CharacterSet, string> = { 'UNICODE UTF-8': 'utf-8', '8859/1': 'iso-8859-1', ASCII: 'us-ascii' };

/**
 * HL7: an ORU^R01 for each report, in the character set of the destination; a batch is wrapped in FHS and BHS (HL7 2.5.1
 * §2.10.3). Notes tell of characters that the set does not have.
 */
export async function composeHl7(given: OutgoingFile): Promise<Payload> {
  const { characterSet } = given.settings;
  const { reports, ...envelope } = given;
  const file = { ...fitCharacters(envelope, characterSet).value, reports: [] };
  const contentType = `application/hl7-v2; charset=${CHARSETS[characterSet]}`;
  const parts: PayloadPart[] = [];
  let replaced = 0;
  for (const report of reports) {
    const written = await writeMessage(given, file, report);
    replaced += written.replaced;
    const { messageId, bytes } = written;
    parts.push({ messageId, reportGuid: report.reportGuid, contentType, bytes });
  }
  const sender = fitCharacters(reports[0]?.organizationName ?? '', characterSet).value;
  const bytes = given.isBatch ? wrap(file, sender, parts) : Buffer.concat(parts.map((part) => part.bytes));
  return { contentType, bytes, parts, notes: notesOf(replaced, characterSet) };
}

async function writeMessage(given: OutgoingFile, file: OutgoingFile, report: OutgoingReport) {
  const { characterSet, dialect } = given.settings;
  // Documents have their own characters: they are made of the report as it is, and the message of what fits.
  const pdf = ORU_DIALECTS[dialect].needsPdf ? (await composePdf({ ...given, reports: [report] })).bytes : null;
  const words = wordsOf(report);
  const told = { report: { ...report, reportText: '' }, words };
  const { value: fits, replaced } = fitCharacters(told, characterSet);
  const messageId = messageIdOf(given.destination, report.reportGuid);
  const documents = { html: () => Buffer.from(composeHtml(report, words)), pdf };
  const message = composeOru({ file, ...fits, messageId, documents });
  return { messageId, replaced, bytes: encode(message, characterSet) };
}

/** Everything fits by now. */
const encode = (text: string, set: CharacterSet): Buffer =>
  Buffer.from(text, set === 'UNICODE UTF-8' ? 'utf8' : 'latin1');

function wrap(file: OutgoingFile, sender: string, parts: readonly PayloadPart[]): Buffer {
  const id = messageIdOf(file.destination, parts.map(({ reportGuid }) => reportGuid).join(' '));
  const header = { ...addresses(file, sender), 9: value(file.destination), 11: id };
  const before = segment('FHS', header) + segment('BHS', header);
  const after = segment('BTS', { 1: String(parts.length) }) + segment('FTS', { 1: '1' });
  const { characterSet } = file.settings;
  return Buffer.concat([encode(before, characterSet), ...parts.map(({ bytes }) => bytes), encode(after, characterSet)]);
}

const notesOf = (replaced: number, set: CharacterSet): string[] =>
  replaced === 0
    ? []
    : [
        `${replaced} character(s) that the character set ${set} of this destination does not have were written in others.`,
      ];
