import { z } from 'zod';
import { hostKeyFingerprint, isObject, isPlainHttpUrl } from '#lib/settings/formats';
import { requiredLine } from '#lib/text';

const port = z.int().min(1).max(65_535);
const host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, 'must be a host name or an address');
const address = z
  .string()
  .max(2000)
  .refine(isPlainHttpUrl, 'must be an http or https address without a user name or password in it');

/** An HTTP header's value: visible characters and inner blanks (RFC 9110 §5.5). */
const headers = z.record(
  z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'is not a header name'),
  z
    .string()
    .max(8192)
    .regex(/^[\x20-\x7e]*$/, 'must be visible ASCII characters'),
);

/** `whsec_` + base64 of 24–64 bytes (Standard Webhooks), or any other text, whose UTF-8 bytes are then the key. */
const webhookSecret = z
  .string()
  .min(1)
  .max(1024)
  .refine(
    (text) => !text.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/.test(text),
    'must be whsec_ and the base64 of 24 to 64 bytes',
  );

/** One certificate in PEM text, or several one after another. */
const certificates = z
  .string()
  .max(65_536)
  .regex(
    /^\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/,
    'must be certificates in PEM text',
  );

const mllp = z.strictObject({
  type: z.literal('MLLP'),
  host,
  port,
  tls: z.boolean().default(false),
  /** Whoever signs the listener's certificate, in place of the authorities that the system trusts. */
  authority: certificates.optional(),
  /** Ours, for a listener that asks for one, with those between it and its authority. */
  clientCertificate: certificates.optional(),
  /** Whether the connection is kept for the next message. */
  keepAlive: z.boolean().default(true),
  ackTimeoutSeconds: z.int().min(1).max(600).default(30),
});
const fhir = z.strictObject({ type: z.literal('FHIR'), baseUrl: address });
const webhook = z.strictObject({ type: z.literal('WEBHOOK'), url: address });
const sftp = z.strictObject({
  type: z.literal('SFTP'),
  host,
  port: port.default(22),
  user: requiredLine(128),
  path: requiredLine(1000).default('.'),
  hostKeySha256: z
    .string()
    .refine(
      (text) => hostKeyFingerprint(text) !== null,
      'must be the SHA-256 fingerprint of the host key, as ssh-keygen -lf prints it',
    ),
});
const download = z.strictObject({ type: z.literal('DOWNLOAD') });
const nowhere = z.strictObject({ type: z.literal('NULL') });

function nameTypes(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_union' ? 'must be MLLP, FHIR, WEBHOOK, SFTP, DOWNLOAD or NULL' : undefined;
}

const secrets = {
  headers: headers.optional(),
  secret: webhookSecret.optional(),
  previousSecret: webhookSecret.optional(),
  password: z.string().min(1).max(1024).optional(),
  privateKey: z
    .string()
    .max(32_768)
    .regex(/^-----BEGIN [A-Z ]+-----\s/, 'must be a private key in PEM text')
    .optional(),
};

/** How a destination is reached, without what opens it: the shape that is stored, shown and cached. */
export const storedTransport = z.discriminatedUnion('type', [mllp, fhir, webhook, sftp, download, nowhere], {
  error: nameTypes,
});
export type StoredTransport = z.output<typeof storedTransport>;

/**
 * What opens a destination: FHIR `headers`, WEBHOOK `secret` and `previousSecret`, SFTP `password` or `privateKey`, MLLP
 * `privateKey` (of its client certificate). Stored sealed.
 */
export const transportCredentials = z.strictObject(secrets);
export type TransportCredentials = z.output<typeof transportCredentials>;

/** null forgets the secret before. */
const previousSecret = webhookSecret.nullable().optional();

/** Credentials as they are given. */
export const givenCredentials = transportCredentials.extend({ previousSecret });
export type GivenCredentials = z.output<typeof givenCredentials>;

const writtenWebhook = webhook.extend({ secret: secrets.secret, previousSecret });

/** An organization's alert webhook as the settings file and the admin pages write it: a WEBHOOK transport but for the type. */
export const alertWebhook = writtenWebhook.omit({ type: true });
export type AlertWebhook = z.output<typeof alertWebhook>;

/** A transport as the settings file and the admin pages write it; absent credentials leave the stored ones alone. */
export const transport = z.discriminatedUnion(
  'type',
  [
    mllp
      .extend({ privateKey: secrets.privateKey })
      .refine(
        ({ tls, authority, clientCertificate, privateKey }) => tls || !(authority ?? clientCertificate ?? privateKey),
        {
          error: 'has certificates or a privateKey, which only TLS uses: set tls to true',
          when: ({ value }) => isObject(value),
        },
      ),
    fhir.extend({ headers: secrets.headers }),
    writtenWebhook,
    sftp
      .extend({ password: secrets.password, privateKey: secrets.privateKey })
      .refine(({ password, privateKey }) => password === undefined || privateKey === undefined, {
        error: 'has both a password and a privateKey: give one of them',
        when: ({ value }) => isObject(value),
      }),
    download,
    nowhere,
  ],
  { error: nameTypes },
);
export type Transport = z.output<typeof transport>;
