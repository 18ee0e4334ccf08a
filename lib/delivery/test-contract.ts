import { z } from 'zod';
import { replyWord } from '#lib/attempts/contract';
import { defineOperation } from '#lib/operation';
import { CHANGE_ERRORS, settingsOperation, settingsParams } from '#lib/settings/object-contract';
import { wireInstant } from '#lib/text';

/** A certificate that the other side showed, as it names itself. */
export const shownCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: wireInstant,
  validUntil: wireInstant,
});
export type ShownCertificate = z.output<typeof shownCertificate>;

/** One step of a test. Each is told when it begins, and again when it has ended. */
export const testStep = z.object({
  step: z.enum(['nothing', 'look-up', 'connect', 'tls', 'send', 'reply']),
  state: z.enum(['running', 'done', 'failed']),
  milliseconds: z.int().nullable().meta({ description: 'How long it took; null while it runs.' }),
  text: z.string().meta({ description: 'What is done, was done, or why it could not be.' }),
  certificates: z.array(shownCertificate).meta({ description: 'Of the step tls: the other side’s first.' }),
  words: z.array(replyWord).meta({ description: 'Of the step reply: what it says.' }),
});
export type TestStep = z.output<typeof testStep>;

const STEPS =
  'A JSON object a line, each as it happens: {step, state, milliseconds, text, certificates, words}. The first step that fails is the last.';
const responses = {
  200: { description: 'Steps, a line each.', schema: z.string(), mediaType: 'application/x-ndjson' },
} as const;

export const testDestinationOperation = defineOperation({
  ...settingsOperation,
  id: 'testDestination',
  method: 'POST',
  path: '/api/settings/{domain}/destinations/{name}/test',
  summary: 'Test a destination',
  description: `With its saved settings: looks its name up, connects, checks the TLS certificate, sends one made-up report that says it is a test (processing mode T), and tells the reply. ${STEPS} History and queue know nothing of it; that it was tested is audited.`,
  params: settingsParams.extend({ name: z.string().max(64) }),
  responses,
  errors: CHANGE_ERRORS,
});

export const testAlertsOperation = defineOperation({
  ...settingsOperation,
  id: 'testAlerts',
  method: 'POST',
  path: '/api/settings/{domain}/organization/test-alerts',
  summary: 'Test an organization’s webhook for alerts',
  description: `As it is saved: looks its name up, connects, checks the TLS certificate, posts one signed message of type organization.test-alerts, and tells the answer. ${STEPS} That it was tested is audited.`,
  responses,
  errors: CHANGE_ERRORS,
});
