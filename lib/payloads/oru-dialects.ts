import { components, subcomponents, value } from '#lib/hl7/write-segment';
import type { OutgoingReport, OutgoingStatus } from '#lib/payloads/contract';
import { BANNERS, minuteOf } from '#lib/payloads/report-words';
import {
  byLoinc,
  bySuffix,
  document,
  formatted,
  lineByLine,
  originals,
  repeated,
  STUDY,
  type LineGroup,
  type Observation,
} from '#lib/payloads/oru-observations';
import type { ReceiverSettings } from '#lib/settings/receiver-contract';

/** What a report becomes observations of. */
export interface OruContent {
  report: OutgoingReport;
  /** Lines that stand above the text: what makes a withdrawal known. */
  notice: readonly string[];
  text: string;
  /** The document that the text was read from. */
  original: Buffer | null;
  html: () => Buffer;
  /** Null in dialects that do not ask for one. */
  pdf: Buffer | null;
}

/** What the presets differ in; everything else is the same in all. */
export interface OruDialect {
  /** MSH-9 and MSH-12, escaped. */
  messageType: string;
  versionId: string;
  /** MSH-17 and MSH-19. */
  country: string;
  language: string;
  /** OBR-25 and OBX-11. */
  statuses: Record<OutgoingStatus, readonly [order: string, observation: string]>;
  /** OBR-24 of a modality (DICOM code). */
  serviceSection: (modality: string) => string;
  /** The priority stands in TQ1 (from 2.5 on), else in OBR-5. */
  hasTimingSegment: boolean;
  /** Names of persons in OBR-32 as XCN, as senders write it, else as the standard's NDL. */
  interpreterIsXcn: boolean;
  /** Who gives out provider numbers. */
  providerAuthority: string;
  /** Whose order numbers: all components of EI, also those that only a registry could give. */
  hasWholeIdentifiers: boolean;
  needsPdf: boolean;
  /** The study's UID: an observation of its own, a ZDS segment, or nowhere. */
  studyUid: 'HD' | 'ZDS' | null;
  observations: (content: OruContent) => Observation[];
}

/** Table 0085: W says that a result was posted as wrong; the order has none any more (X). */
const CODES: OruDialect['statuses'] = { P: ['P', 'P'], F: ['F', 'F'], C: ['C', 'C'], X: ['X', 'W'] };

const base = {
  messageType: components('ORU', 'R01', 'ORU_R01'),
  country: '',
  language: '',
  statuses: CODES,
  serviceSection: (modality: string): string => modality || 'RAD',
  hasTimingSegment: true,
  interpreterIsXcn: false,
  providerAuthority: '',
  hasWholeIdentifiers: false,
  needsPdf: false,
} as const satisfies Partial<OruDialect>;

/** The presets, by their names in the settings. */
export const ORU_DIALECTS: Record<ReceiverSettings['dialect'], OruDialect> = {
  'generic-2.5.1': { ...base, versionId: '2.5.1', studyUid: 'HD', observations: inSections },
  'line-per-OBX': {
    ...base,
    versionId: '2.7',
    statuses: {
      P: ['Prelim', 'Prelim'],
      F: ['Final', 'Final'],
      C: ['Corrected', 'Corrected'],
      X: ['Withdrawn', 'Withdrawn'],
    },
    interpreterIsXcn: true,
    studyUid: 'ZDS',
    observations: inSuffixes,
  },
  block: {
    ...base,
    messageType: components('ORU', 'R01'),
    versionId: '2.4',
    hasTimingSegment: false,
    interpreterIsXcn: true,
    studyUid: 'ZDS',
    observations: inBlocks,
  },
  'au-adrm-2.4': {
    ...base,
    versionId: components(
      '2.4',
      subcomponents('AUS', 'Australia', 'ISO3166_1'),
      subcomponents('HL7AU-OO-201701', '', 'L'),
    ),
    country: 'AUS',
    language: components('en', 'English', 'ISO639'),
    serviceSection: australianSection,
    hasTimingSegment: false,
    providerAuthority: 'AUSHICPR',
    hasWholeIdentifiers: true,
    needsPdf: true,
    studyUid: null,
    observations: asDisplays,
  },
};

/** Table 0074 has sections, not modalities: magnetic resonance is NMR, ultrasound RUS, plain films RX, else radiology. */
function australianSection(modality: string): string {
  const sections: Record<string, string> = { CT: 'CT', MR: 'NMR', US: 'RUS', NM: 'NMS', XR: 'RX', CR: 'RX', DX: 'RX' };
  return sections[modality] ?? 'RAD';
}

function withNotice(notice: readonly string[], identifier: string, groups: LineGroup[]): LineGroup[] {
  return notice.length === 0 ? groups : [{ identifier, lines: notice }, ...groups];
}

/** generic-2.5.1: a TX for each line, under its section's LOINC code. */
function inSections({ notice, text, original }: OruContent): Observation[] {
  const groups = withNotice(notice, STUDY, byLoinc(text));
  return [...lineByLine('TX', groups), ...originals(original, groups.length + 1)];
}

/** line-per-OBX: an ST for each line, `&GDT` description and `&IMP` impression. */
function inSuffixes({ notice, text, original }: OruContent): Observation[] {
  const groups = withNotice(notice, subcomponents('', 'GDT'), bySuffix(text));
  return [...lineByLine('ST', groups), ...originals(original, groups.length + 1)];
}

/** block: three TX with `~` for line ends: who signed and the banner, the text, how it was signed. */
function inBlocks({ report, notice, text, original }: OruContent): Observation[] {
  const { clinicianName, reportedAtUtc, resultStatus } = report;
  const at = reportedAtUtc === null || resultStatus === 'X' ? '' : ` on ${minuteOf(reportedAtUtc)}`;
  const how = resultStatus === 'P' ? 'Dictated by' : 'Electronically signed by';
  const blocks = [
    [...(clinicianName === null ? [] : [clinicianName, '']), `********${BANNERS[resultStatus]}********`, ''],
    [...notice, ...text.split('\n')],
    ['', `${clinicianName === null ? 'Reported' : `${how}: ${clinicianName}`}${at}`],
  ].map((lines, index): Observation => {
    return { type: 'TX', identifier: STUDY, subId: String(index + 1), value: repeated(lines) };
  });
  return [...blocks, ...originals(original, blocks.length + 1)];
}

/** au-adrm-2.4: the report as display segments (coding system AUSPDI), the last ones: text, HTML and PDF of the same words. */
function asDisplays({ notice, text, original, html, pdf }: OruContent): Observation[] {
  const display = (format: string): string => components(format, value(`Display format in ${format}`), 'AUSPDI');
  const lines = [...notice, ...text.split('\n')];
  const displays: Observation[] = [
    { type: 'FT', identifier: display('TXT'), subId: '1', value: formatted(lines) },
    { type: 'ED', identifier: display('HTML'), subId: '2', value: document('', ['TEXT', 'HTML'], html()) },
  ];
  const last = pdf && document('', ['application', 'pdf'], pdf);
  return [
    ...originals(original, 4),
    ...displays,
    ...(last === null ? [] : [{ type: 'ED', identifier: display('PDF'), subId: '3', value: last } as const]),
  ];
}
