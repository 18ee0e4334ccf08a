import { toWebhook, type WebhookValues } from '#components/settings/webhook-values';
import type { OrganizationObject } from '#lib/settings/organization-contract';

/** An organization as its form holds it: numbers as they are typed, lists one entry a line. */
export interface OrganizationValues {
  description: string;
  timeZone: string;
  jurisdiction: { country: string; state: string; county: string };
  correctionWindowMinutes: string;
  finalHoldSeconds: string;
  idleLockMinutes: string;
  sessionHours: string;
  slaMinutes: { STAT: string; URGENT: string; ROUTINE: string };
  sharesWith: string;
  viewerUrl: string;
  alertWebhook: WebhookValues;
  sites: { name: string; timeZone: string }[];
}

export const ORGANIZATION_LABELS: Record<keyof OrganizationValues, string> = {
  description: 'Name',
  timeZone: 'Time zone',
  jurisdiction: 'Jurisdiction',
  correctionWindowMinutes: 'Correction window',
  finalHoldSeconds: 'Recall of finals',
  idleLockMinutes: 'Idle limit',
  sessionHours: 'Longest session',
  slaMinutes: 'Due times',
  sharesWith: 'Destinations of others',
  viewerUrl: 'Image viewer',
  alertWebhook: 'Alerts',
  sites: 'Sites',
};

const NO_WEBHOOK: WebhookValues = { url: '', secret: '', previousSecret: '', forgetsPrevious: false };

export const toOrganizationValues = (organization: OrganizationObject): OrganizationValues => ({
  description: organization.description,
  timeZone: organization.timeZone,
  jurisdiction: { country: '', state: '', county: '', ...organization.jurisdiction },
  correctionWindowMinutes: String(organization.correctionWindowMinutes),
  finalHoldSeconds: String(organization.finalHoldSeconds),
  idleLockMinutes: String(organization.idleLockMinutes),
  sessionHours: String(organization.sessionHours),
  slaMinutes: {
    STAT: String(organization.slaMinutes.STAT),
    URGENT: String(organization.slaMinutes.URGENT),
    ROUTINE: String(organization.slaMinutes.ROUTINE),
  },
  sharesWith: organization.sharesWith.join('\n'),
  viewerUrl: organization.viewerUrl ?? '',
  alertWebhook: { ...NO_WEBHOOK, url: organization.alertWebhook?.url ?? '' },
  sites: organization.sites,
});

/** A number as typed: '' is missing, and what is no number goes as it is, for the server to say so. */
export const numberOf = (typed: string): number | string | undefined => {
  const text = typed.trim();
  if (text === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};

/** Entries of a list written one a line. */
export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const filled = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));

/** A secret without an address is a mistake, to be told by the server. */
const isNone = ({ url, secret, previousSecret }: WebhookValues): boolean =>
  [url, secret, previousSecret].every((text) => text.trim() === '');

/** The body of a change. Every number is sent: an emptied field is a problem, not the default. */
export const toOrganizationBody = (values: OrganizationValues, mayShare: boolean): Record<string, unknown> => ({
  description: values.description,
  timeZone: values.timeZone,
  jurisdiction: filled(values.jurisdiction),
  correctionWindowMinutes: numberOf(values.correctionWindowMinutes) ?? '',
  finalHoldSeconds: numberOf(values.finalHoldSeconds) ?? '',
  idleLockMinutes: numberOf(values.idleLockMinutes) ?? '',
  sessionHours: numberOf(values.sessionHours) ?? '',
  slaMinutes: {
    STAT: numberOf(values.slaMinutes.STAT) ?? '',
    URGENT: numberOf(values.slaMinutes.URGENT) ?? '',
    ROUTINE: numberOf(values.slaMinutes.ROUTINE) ?? '',
  },
  ...(mayShare ? { sharesWith: linesOf(values.sharesWith) } : {}),
  ...(values.viewerUrl.trim() === '' ? {} : { viewerUrl: values.viewerUrl.trim() }),
  ...(isNone(values.alertWebhook) ? {} : { alertWebhook: toWebhook(values.alertWebhook) }),
  sites: values.sites.map(({ name, timeZone }) => (timeZone === '' ? { name } : { name, timeZone })),
});
