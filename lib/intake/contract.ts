import { z } from 'zod';
import { explainedPayload } from '#lib/intake/explain-contract';
import { defineOperation } from '#lib/operation';
import { reportStreamError, submission } from '#lib/submissions/contract';

const MOST_BYTES = 50_000_000;
const STALLED_MS = 30_000;

const EXAMPLE = [
  'MSH|^~\\&|RIS|HARBOUR|READOUT||20261120093000||ORU^R01|M1|P|2.5.1',
  'PID|1||P1^^^HARBOUR^MR||DOE^JANE||19800131|F',
  'OBR|1|PL1|ACC1|CTHEAD^CT head|||20261120090000|||||||||||ACC1||||||CT|F',
  'OBX|1|TX|IMP||No acute abnormality.||||||F',
].join('\r');

/** Parameters of the door. */
export const payloadQuery = z.object({
  client: z.string().max(200).optional().meta({ description: 'As the header of that name.' }),
  payloadname: z.string().optional(),
  option: z.string().max(100).optional().meta({
    description:
      'None, ValidatePayload (nothing is stored), CheckConnections, SkipSend (nothing is sent) or SendImmediately (past the slots of destinations that merge).',
  }),
  routeTo: z.string().max(10_000).optional().meta({
    description: 'Full names of the only destinations it may go to, separated by commas. Filters apply all the same.',
  }),
  allowDuplicate: z.string().max(10).optional().meta({
    description: 'false refuses items that came from this sender in the last 7 days; otherwise they warn.',
  }),
  default: z.string().max(10_000).optional().meta({
    description: '`name:value,…`: what filters see of an item that does not tell by itself.',
  }),
});

/** Headers of the door. */
export const payloadHeaders = z.object({
  client: z.string().max(200).optional().meta({ description: '{org}.{sender}, or {org} for its sender `default`.' }),
  'content-type': z.string().max(200).optional(),
  payloadname: z.string().optional(),
});

const body = {
  mediaTypes: ['application/hl7-v2', 'application/fhir+ndjson'],
  maxBytes: MOST_BYTES,
  stalledMs: STALLED_MS,
  example: EXAMPLE,
} as const;

const door = {
  method: 'POST',
  tag: 'ReportStream door',
  caller: 'required',
  errorStyle: 'reportstream',
  query: payloadQuery,
  headers: payloadHeaders,
  body,
} as const;

const refused = z.union([submission, reportStreamError]);

const receive = {
  ...door,
  summary: 'Submit a payload of HL7 v2 messages or FHIR Bundles',
  description:
    'HL7: one message, several, or an FHS/BHS batch. FHIR: one Bundle a line. At most 50,000,000 bytes. Items are read one by one after the answer: their errors are in the history. With MSH-15 AL a sender whose acknowledgments are enabled gets an HL7 ACK for a single message.',
  responses: {
    200: { description: 'Checked only, as `option` asked; nothing was stored.', schema: submission },
    201: {
      description: 'Received.',
      schema: submission,
      alternatives: ['application/hl7-v2'],
      headers: { Location: 'Its history.' },
    },
    400: { description: 'Refused; `errors` says why, and nothing of the payload was stored.', schema: refused },
  },
  errors: [401, 408, 410, 413, 429, 500],
} as const;

const deprecated = {
  ...receive,
  responses: {
    ...receive.responses,
    201: {
      ...receive.responses[201],
      headers: { Location: 'Its history.', Deprecation: 'RFC 9745: use /api/waters/report.' },
    },
  },
} as const;

export const submitPayloadOperation = defineOperation({ ...receive, id: 'submitPayload', path: '/api/waters/report' });
export const submitPayloadShortOperation = defineOperation({
  ...receive,
  id: 'submitPayloadShort',
  path: '/api/waters',
});
export const submitPayloadDeprecatedOperation = defineOperation({
  ...deprecated,
  id: 'submitPayloadDeprecated',
  path: '/api/report',
});
export const submitPayloadPluralOperation = defineOperation({
  ...deprecated,
  id: 'submitPayloadPlural',
  path: '/api/reports',
});

export const validatePayloadOperation = defineOperation({
  ...door,
  id: 'validatePayload',
  path: '/api/validate',
  summary: 'Check a payload without storing anything',
  query: payloadQuery.extend({
    explain: z.enum(['true', 'false']).default('false').meta({
      description:
        'Adds what the door makes of the first 100 items: parts and values, what filters see, the appointment, each destination’s verdict and words, the acknowledgment.',
    }),
  }),
  responses: {
    200: { description: 'overallStatus is Valid or Error.', schema: z.union([explainedPayload, submission]) },
    400: { description: 'It could not be checked.', schema: reportStreamError },
  },
  errors: [401, 408, 410, 413, 429, 500],
});
