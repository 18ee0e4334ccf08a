import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { firstSegment, get, repetitions } from '#lib/hl7/message';
import { readHl7Message } from '#lib/hl7/read-hl7';
import { unescapeText } from '#lib/hl7/escapes';
import { composeBundles } from '#lib/payloads/compose-bundle';
import { composeOru } from '#lib/payloads/compose-oru';
import { wordsOf } from '#lib/payloads/report-words';
import { composeText } from '#lib/payloads/compose-text';
import type { OutgoingReport, PayloadSettings } from '#lib/payloads/contract';
import { file, report } from './outgoing.ts';

const RUNS = 10_000;

/** Pieces that make trouble: delimiters, escapes and what looks like them, controls, line ends, headings, other scripts. */
const PIECES = [
  ...Array.from('|^~\\&#"'),
  '\\.br\\',
  '\\E\\',
  '\\F\\',
  '\\X0D\\',
  '\\XC3A9\\',
  '\\H\\',
  '\\',
  '""',
  '"',
  '\\Z\\',
  '\\.sp3\\',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '  ',
  '\u0001',
  '\u000B',
  '\u001C',
  '\u007F',
  '\u0085',
  '\u009F',
  '\u2028',
  '\uFEFF',
  'FINDINGS:',
  'IMPRESSION',
  'TECHNIQUE - ',
  'MSH|^~\\&|',
  'OBX|1|TX|',
  'PID|',
  'BTS|1',
  '<b>',
  '&amp;',
  'é',
  'ß',
  '中',
  '😀',
  'e\u0301',
  '\u00C2\u0080',
  'No ',
  'fracture',
  '5 mm',
  '.',
  'a',
];
const text = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((pieces) => pieces.join('').toWellFormed().replaceAll('\0', ''))
  // Blank texts are refused, and are no report.
  .filter((joined) => joined.trim() !== '' && !/^\s*<(?:!doctype html|html)/i.test(joined));

const normalised = (written: string): string => written.replaceAll(/\r\n?/g, '\n');

const oru = (dialect: PayloadSettings['dialect'], written: OutgoingReport): Buffer =>
  Buffer.from(
    composeOru({
      file: file({ dialect }, [written]),
      report: written,
      words: wordsOf(written),
      messageId: 'M1',
      documents: { html: () => Buffer.alloc(0), pdf: null },
    }),
  );

const readBack = (bytes: Buffer): string | undefined => {
  const reading = readHl7Item(bytes);
  return reading.kind === 'read' ? reading.item.report?.reportText : JSON.stringify(reading);
};

/** The second block: the first is the banner, the third the signature. */
const readBlock = (bytes: Buffer): string => {
  const reading = readHl7Message(bytes);
  if (reading.kind !== 'message') throw new Error(reading.reason);
  const { message } = reading;
  const block = message.segments.find((segment) => segment.id === 'OBX' && get(message, segment, 4) === '2');
  return repetitions(message, block, 5)
    .map((line) => unescapeText(line, message.delimiters))
    .join('\n');
};

test.each(['generic-2.5.1', 'line-per-OBX', 'au-adrm-2.4'] as const)(
  `for ${RUNS} texts what %s writes is read back as the text with its line ends normalised`,
  (dialect) => {
    fc.assert(
      fc.property(text, (reportText) => {
        expect(readBack(oru(dialect, report({ reportText })))).toBe(normalised(reportText));
      }),
      { numRuns: RUNS },
    );
  },
);

test(`for ${RUNS} texts the text block of block is the text with its line ends normalised`, () => {
  fc.assert(
    fc.property(text, (reportText) => {
      expect(readBlock(oru('block', report({ reportText })))).toBe(normalised(reportText));
    }),
    { numRuns: RUNS },
  );
});

test(`for ${RUNS} texts what a Bundle carries is read back as the text with its line ends normalised`, () => {
  fc.assert(
    fc.property(text, (reportText) => {
      const reading = readFhirItem(composeBundles(file({ format: 'FHIR' }, [report({ reportText })])).bytes);
      expect(reading.kind === 'read' ? reading.item.report?.reportText : reading).toBe(normalised(reportText));
    }),
    { numRuns: RUNS },
  );
});

test(`for ${RUNS} texts TEXT is the stored bytes`, () => {
  fc.assert(
    fc.property(text, (reportText) => {
      const { bytes } = composeText(file({ format: 'TEXT' }, [report({ reportText })]));
      expect(bytes.toString('utf8')).toBe(reportText);
    }),
    { numRuns: RUNS },
  );
});

test('for any field, delimiters and control characters in it stay its own', () => {
  const signs = Array.from('|^~\\&#\r\n\t"aé中 ,');
  const line = fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(line, line, line, (number, accessionNumber, studyDescription) => {
      const exam = { ...report().exam, accessionNumber, studyDescription, procedureCode: null };
      const reading = readHl7Message(oru('generic-2.5.1', report({ number, exam })));
      if (reading.kind !== 'message') throw new Error(reading.reason);
      const { message } = reading;
      const order = firstSegment(message, 'OBR');
      const read = [get(message, order, 3), get(message, order, 18), get(message, order, 4, 1, 2)];
      expect(read).toEqual([number, accessionNumber, studyDescription]);
    }),
    { numRuns: 2000 },
  );
});
