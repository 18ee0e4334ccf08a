import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { sender } from '#lib/settings/contract';
import {
  CHANGE_ERRORS,
  changeHeaders,
  fileOrigin,
  objectVersion,
  READ_ERRORS,
  settingsBody,
  settingsOperation,
  settingsParams,
} from '#lib/settings/object-contract';
import { wireInstant } from '#lib/text';

const path = '/api/settings/{domain}/senders';

/** Where an organization's submissions come from, as its administrators see it. */
export const senderObject = z
  .object({
    name: z.string(),
    topic: z.string(),
    format: sender.shape.format.unwrap(),
    customerStatus: sender.shape.customerStatus.unwrap(),
    hl7AcknowledgementEnabled: z.boolean(),
    isStanding: z.boolean().meta({
      description: 'Whether every organization has it: portal and partner, whose topic is fixed and which stay.',
    }),
    clientIds: z.array(z.string()).meta({ description: 'The organization’s clients that send as it here.' }),
    foreignClientCount: z.int().meta({ description: 'Clients of other organizations that send as it here.' }),
    lastReceivedAt: wireInstant.nullable().meta({ description: 'When its newest submission came.' }),
    file: fileOrigin,
    version: objectVersion,
  })
  .meta({ id: 'Sender' });
export type SenderObject = z.output<typeof senderObject>;

/** Everything but the name, which history refers to. */
export const updateSenderBody = sender.omit({ name: true });
export type UpdateSender = z.output<typeof updateSenderBody>;

const senderParams = settingsParams.extend({ name: z.string().max(64) });
const one = { ...settingsOperation, params: senderParams } as const;

export const listSendersOperation = defineOperation({
  ...settingsOperation,
  id: 'listSenders',
  method: 'GET',
  path,
  summary: 'The senders of an organization',
  responses: { 200: { description: 'By name.', schema: z.array(senderObject) } },
  errors: READ_ERRORS,
});

export const createSenderOperation = defineOperation({
  ...settingsOperation,
  id: 'createSender',
  method: 'POST',
  path,
  summary: 'Create a sender',
  body: { ...settingsBody, schema: sender, example: { name: 'north-ris', topic: 'radiology', format: 'HL7' } },
  responses: { 201: { description: 'Created.', schema: senderObject } },
  errors: CHANGE_ERRORS,
});

export const updateSenderOperation = defineOperation({
  ...one,
  id: 'updateSender',
  method: 'PUT',
  path: `${path}/{name}`,
  summary: 'Change a sender',
  description: 'The whole of it; its name stays. Takes effect with the next submission in every process.',
  headers: changeHeaders,
  body: { ...settingsBody, schema: updateSenderBody, example: { topic: 'radiology', format: 'FHIR' } },
  responses: { 200: { description: 'As it is now.', schema: senderObject } },
  errors: CHANGE_ERRORS,
});

export const deleteSenderOperation = defineOperation({
  ...one,
  id: 'deleteSender',
  method: 'POST',
  path: `${path}/{name}/delete`,
  summary: 'Delete a sender',
  description:
    'What came from it keeps its name in history. One that a client sends as, and one that every organization has, stays (409).',
  responses: { 204: { description: 'Deleted.' } },
  errors: CHANGE_ERRORS,
});
