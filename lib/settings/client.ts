import type { z } from 'zod';
import { callApi, sendJson } from '#lib/api-client';
import type { ClientObject, ClientWithSecret, createClientBody, updateClientBody } from '#lib/settings/client-contract';
import type { CheckedFilter, DestinationObject, DryRunResult, dryRunBody } from '#lib/settings/destination-contract';
import type { OrganizationObject } from '#lib/settings/organization-contract';
import type { addKeysBody } from '#lib/settings/client-key-contract';
import type { sender as senderBody } from '#lib/settings/contract';
import type { SenderObject, updateSenderBody } from '#lib/settings/sender-contract';
import type { createUserBody, updateUserBody, UserObject, UserWithPassword } from '#lib/settings/user-contract';

const settingsPath = (domain: string, ...rest: string[]) =>
  ['/api/settings', domain, ...rest].map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');

async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return (await (await callApi(path, { signal })).json()) as Answer;
}
async function post<Answer>(path: string, body?: unknown): Promise<Answer> {
  const answer = body === undefined ? await callApi(path, { method: 'POST' }) : await sendJson('POST', path, body);
  return (await answer.json()) as Answer;
}
/** A change of the `version` that was read; a `conflict` overwrote nothing. */
async function put<Answer>(path: string, version: string, body: unknown): Promise<Answer> {
  const answer = await sendJson('PUT', path, body, { headers: { 'if-match': `"${version}"` } });
  return (await answer.json()) as Answer;
}

export const getOrganization = (domain: string, signal?: AbortSignal): Promise<OrganizationObject> =>
  get(settingsPath(domain, 'organization'), signal);
export const updateOrganization = (domain: string, version: string, body: unknown): Promise<OrganizationObject> =>
  put(settingsPath(domain, 'organization'), version, body);

export const listUsers = (domain: string, signal?: AbortSignal): Promise<UserObject[]> =>
  get(settingsPath(domain, 'users'), signal);
export const createUser = (domain: string, body: z.input<typeof createUserBody>): Promise<UserWithPassword> =>
  post(settingsPath(domain, 'users'), body);
export const updateUser = (
  domain: string,
  { userId, version }: Pick<UserObject, 'userId' | 'version'>,
  body: z.input<typeof updateUserBody>,
): Promise<UserObject> => put(settingsPath(domain, 'users', userId), version, body);
export const disableUser = (domain: string, userId: string): Promise<UserObject> =>
  post(settingsPath(domain, 'users', userId, 'disable'));
export const enableUser = (domain: string, userId: string): Promise<UserObject> =>
  post(settingsPath(domain, 'users', userId, 'enable'));
export const resetPassword = (domain: string, userId: string): Promise<UserWithPassword> =>
  post(settingsPath(domain, 'users', userId, 'password'));

export const listSenders = (domain: string, signal?: AbortSignal): Promise<SenderObject[]> =>
  get(settingsPath(domain, 'senders'), signal);
export const createSender = (domain: string, body: z.input<typeof senderBody>): Promise<SenderObject> =>
  post(settingsPath(domain, 'senders'), body);
export const updateSender = (
  domain: string,
  { name, version }: Pick<SenderObject, 'name' | 'version'>,
  body: z.input<typeof updateSenderBody>,
): Promise<SenderObject> => put(settingsPath(domain, 'senders', name), version, body);
export const deleteSender = async (domain: string, name: string): Promise<void> => {
  await callApi(settingsPath(domain, 'senders', name, 'delete'), { method: 'POST' });
};

export const listClients = (domain: string, signal?: AbortSignal): Promise<ClientObject[]> =>
  get(settingsPath(domain, 'clients'), signal);
export const createClient = (domain: string, body: z.input<typeof createClientBody>): Promise<ClientWithSecret> =>
  post(settingsPath(domain, 'clients'), body);
export const updateClient = (
  domain: string,
  { clientId, version }: Pick<ClientObject, 'clientId' | 'version'>,
  body: z.input<typeof updateClientBody>,
): Promise<ClientObject> => put(settingsPath(domain, 'clients', clientId), version, body);
export const rotateClientSecret = (domain: string, clientId: string, overlapHours: number): Promise<ClientWithSecret> =>
  post(settingsPath(domain, 'clients', clientId, 'rotate'), { overlapHours });
export const revokeClientSecret = (domain: string, clientId: string, secretId: string): Promise<ClientObject> =>
  post(settingsPath(domain, 'clients', clientId, 'secrets', secretId, 'revoke'));
export const addClientKeys = (
  domain: string,
  clientId: string,
  body: z.input<typeof addKeysBody>,
): Promise<ClientObject> => post(settingsPath(domain, 'clients', clientId, 'keys'), body);
export const revokeClientKey = (domain: string, clientId: string, thumbprint: string): Promise<ClientObject> =>
  post(settingsPath(domain, 'clients', clientId, 'keys', thumbprint, 'revoke'));
export const revokeClient = (domain: string, clientId: string): Promise<ClientObject> =>
  post(settingsPath(domain, 'clients', clientId, 'revoke'));

export const listDestinations = (domain: string, signal?: AbortSignal): Promise<DestinationObject[]> =>
  get(settingsPath(domain, 'destinations'), signal);
export const getDestination = (domain: string, name: string, signal?: AbortSignal): Promise<DestinationObject> =>
  get(settingsPath(domain, 'destinations', name), signal);
export const createDestination = (domain: string, body: unknown): Promise<DestinationObject> =>
  post(settingsPath(domain, 'destinations'), body);
export const updateDestination = (
  domain: string,
  { name, version }: Pick<DestinationObject, 'name' | 'version'>,
  body: unknown,
): Promise<DestinationObject> => put(settingsPath(domain, 'destinations', name), version, body);
export const pauseDestination = (domain: string, name: string, reason: string): Promise<DestinationObject> =>
  post(settingsPath(domain, 'destinations', name, 'pause'), { reason });
export const activateDestination = (domain: string, name: string): Promise<DestinationObject> =>
  post(settingsPath(domain, 'destinations', name, 'activate'));

/** What each expression lets pass in words, or what is wrong with it. */
export const checkFilters = (domain: string, expressions: readonly string[]): Promise<CheckedFilter[]> =>
  post(settingsPath(domain, 'filters', 'check'), { expressions });
export const dryRunFilters = (domain: string, body: z.input<typeof dryRunBody>): Promise<DryRunResult> =>
  post(settingsPath(domain, 'filters', 'dry-run'), body);
