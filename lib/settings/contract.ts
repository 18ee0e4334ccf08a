import { z } from 'zod';
import { appointmentFields } from '#lib/appointments/contract';
import { isObject } from '#lib/settings/formats';
import { CUSTOMER_STATUSES, receiver, settingsName, timeZone } from '#lib/settings/receiver-contract';
import { alertWebhook } from '#lib/settings/transport-contract';
import { requiredLine } from '#lib/text';

/** The senders that every organization has: the portal's clinicians, and API clients that name no other. */
export const STANDING_SENDERS = ['portal', 'partner'] as const;

/** What a client's token may be good for (contract §1). */
export const SCOPES = [
  'reports:write',
  'appointments:read',
  'appointments:write',
  'history:read',
  'deliveries:read',
] as const;

const place = requiredLine(100).optional();

const jurisdiction = z.strictObject({ country: place, state: place, county: place });

const slaMinutes = z.int().min(1).max(525_600);

const VIEWER_FIELDS = /\{(accessionNumber|studyInstanceUid|appointmentId|patientId)\}/g;
const viewerUrl = z
  .string()
  .max(2000)
  .refine(
    (text) => /^https?:\/\/[^\s{}]+$/.test(text.replace(VIEWER_FIELDS, 'x')),
    'must be an http or https address; {accessionNumber}, {studyInstanceUid}, {appointmentId} and {patientId} are filled in',
  );

const site = z.strictObject({ name: requiredLine(100), timeZone: timeZone.optional() });

/** A sender: where submissions come from. */
export const sender = z.strictObject({
  name: settingsName,
  topic: settingsName.default('radiology'),
  format: z.enum(['HL7', 'FHIR']).default('HL7'),
  customerStatus: z.enum(CUSTOMER_STATUSES).default('active'),
  hl7AcknowledgementEnabled: z.boolean().default(false),
});
export type Sender = z.output<typeof sender>;

const text = z.string().min(1).max(8192);
/** A public key (RFC 7517) that can verify RS256 or ES384. */
export const jwk = z
  .looseObject({
    kty: z.enum(['RSA', 'EC']),
    crv: z.literal('P-384').optional(),
    n: text.optional(),
    e: text.optional(),
  })
  .refine((key) => key.kty !== 'RSA' || (key.n !== undefined && key.e !== undefined), 'must have n and e')
  .refine((key) => key.kty !== 'EC' || ['crv', 'x', 'y'].every((part) => part in key), 'must have crv P-384, x and y')
  .refine((key) => !('d' in key || 'k' in key), 'must be a public key; this one is private');

/** A JWK Set (RFC 7517 §5). */
export const jwkSet = z.strictObject({ keys: z.array(jwk).max(20) });

/** An OAuth client. Without `organization` it belongs to the one it is written under; without `domains` it acts in that. */
export const client = z.strictObject({
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{2,128}$/, 'must be 2 to 128 of the characters A-Z, a-z, 0-9 and . _ ~ -'),
  clientSecret: z.string().min(1).max(1024).optional(),
  jwks: jwkSet.optional(),
  organization: settingsName.optional(),
  domains: z
    .array(z.union([z.literal('*'), settingsName], 'must be an organization name or *'))
    .min(1)
    .max(1000)
    .optional(),
  scopes: z.array(z.enum(SCOPES)).min(1),
  sender: settingsName.default('partner'),
  rateLimitPerMinute: z.int().min(1).max(1_000_000).default(600),
});
export type Client = z.output<typeof client>;

export const role = z.enum(['clinician', 'admin']);

/** A person. The role `"*": admin` makes a platform administrator. */
export const user = z.strictObject({
  email: z.email('must be an e-mail address').max(320),
  name: requiredLine(200),
  password: z.string().min(1).max(1024).optional(),
  providerNumber: requiredLine(320).optional(),
  roles: z
    .record(
      z.union([z.literal('*'), settingsName]),
      z.union([role, z.array(role).min(1)], 'must be clinician, admin, or a list of these'),
    )
    .refine((roles) => !('*' in roles) || [roles['*']].flat().every((role) => role === 'admin'), {
      error: 'can only be admin',
      path: ['*'],
      when: ({ value }) => isObject(value),
    }),
});
export type User = z.output<typeof user>;

/** An appointment to be created: the fields of PUT /appointments/{appointmentId} (contract §4) and its id. */
export const appointmentSettings = appointmentFields.extend({ appointmentId: requiredLine(128) }).strict();
export type AppointmentSettings = z.output<typeof appointmentSettings>;

/** What an organization's own settings are, without what is written under it. */
export const organizationFields = z.strictObject({
  name: settingsName,
  description: requiredLine(200).optional(),
  timeZone,
  jurisdiction: jurisdiction.default({}),
  correctionWindowMinutes: z.int().min(0).max(525_600).default(1440),
  finalHoldSeconds: z.int().min(0).max(3600).default(15),
  idleLockMinutes: z.int().min(1).max(1440).default(30),
  sessionHours: z.int().min(1).max(168).default(12),
  slaMinutes: z
    .strictObject({ STAT: slaMinutes.default(60), URGENT: slaMinutes.default(240), ROUTINE: slaMinutes.default(1440) })
    .prefault({}),
  sharesWith: z
    .array(z.string().regex(/^[a-z0-9-]{2,64}\.[a-z0-9-]{2,64}$/, 'must be organization.receiver'))
    .max(1000)
    .default([]),
  viewerUrl: viewerUrl.optional(),
  alertWebhook: alertWebhook.optional(),
  sites: z.array(site).max(1000).default([]),
});

/** An organization of a settings file with all that belongs to it. */
export const organization = organizationFields.extend({
  senders: z.array(sender).default([]),
  clients: z.array(client).default([]),
  users: z.array(user).default([]),
  receivers: z.array(receiver).default([]),
  appointments: z.array(appointmentSettings).default([]),
});
export type OrganizationSettings = z.output<typeof organization>;

/** A settings file whose `{env: NAME}` are already replaced. */
export const settingsFile = z.strictObject({ organizations: z.array(organization) });

/** What a settings file says, checked but without defaults filled in: a later default is no change of the file. */
export type Settings = z.input<typeof settingsFile>;
