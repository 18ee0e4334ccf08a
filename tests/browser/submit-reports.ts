/** Reports of acme beyond one page of the list, and one of zenith, submitted by their own clients. */
export const ACME_APPOINTMENTS = 52;
const MODALITIES = ['CT', 'US'];

/** A bearer token from the real token endpoint. */
export async function getToken(url: string, clientId: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'correct horse battery',
  });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Calls the API with a token; throws unless it succeeds. */
async function call(url: string, token: string, method: string, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Submits one report for a new appointment of a domain. */
async function submitReport(
  url: string,
  token: string,
  domain: string,
  appointmentId: string,
  index: number,
): Promise<void> {
  const modality = MODALITIES[index % MODALITIES.length];
  const accessionNumber = `ACC-${appointmentId}`;
  const appointment = { status: 'PENDING REPORTING', modality, accessionNumber, patientName: 'DOE, Jane' };
  await call(url, token, 'PUT', `/integrations/v1/${domain}/appointments/${appointmentId}`, appointment);
  await call(url, token, 'POST', `/integrations/v1/${domain}/reporting/appointments/${appointmentId}/report`, {
    reportText: 'The lungs are clear.',
    reportStatus: index % 3 === 0 ? 'preliminary' : 'final',
  });
}

/** Fills the portal, and returns once the worker has sent what can be sent. */
export async function submitReports(url: string): Promise<void> {
  const acme = await getToken(url, 'acme-ris');
  for (let index = 0; index < ACME_APPOINTMENTS; index++)
    await submitReport(url, acme, 'acme', `A${1000 + index}`, index);
  await submitReport(url, await getToken(url, 'zenith-ris'), 'zenith', 'Z1', 1);
  for (;;) {
    const answer = await call(url, acme, 'GET', '/api/waters/org/acme/submissions/summary');
    const { byDestination } = (await answer.json()) as { byDestination: { destination: string; waiting: number }[] };
    const open = byDestination.filter(({ destination, waiting }) => destination !== 'acme.archive' && waiting > 0);
    if (open.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
