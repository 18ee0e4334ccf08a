/** An answer as a partner's program sees it. */
export interface PartnerAnswer {
  status: number;
  text: string;
  replayed: boolean;
}

/** A partner's system talking to web processes over HTTP: the client `acme-ris` of the tests' settings. */
export interface Partner {
  putAppointment(appointmentId: string): Promise<void>;
  /** Rejects when the connection breaks: then the outcome is unknown. `process`: which of the web processes, the first unless given. */
  submit(appointmentId: string, report: PartnerReport, process?: number): Promise<PartnerAnswer>;
}

export interface PartnerReport {
  status: 'preliminary' | 'final';
  text: string;
  key?: string;
}

/** Signs in at the first of these addresses. */
export async function connectPartner(...urls: string[]): Promise<Partner> {
  const addressOf = (process: number): string => urls[process] ?? '';
  const token = await signIn(addressOf(0));
  const send = (method: string, url: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  return {
    async putAppointment(appointmentId) {
      const url = `${addressOf(0)}/integrations/v1/acme/appointments/${appointmentId}`;
      const answer = await send('PUT', url, { status: 'PENDING REPORTING', modality: 'CT' });
      if (!answer.ok) throw new Error(`The appointment was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    },
    async submit(appointmentId, { status, text, key }, process = 0) {
      const url = `${addressOf(process)}/integrations/v1/acme/reporting/appointments/${appointmentId}/report`;
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const answer = await send('POST', url, { reportText: text, reportStatus: status }, headers);
      const replayed = answer.headers.get('idempotent-replayed') === 'true';
      return { status: answer.status, text: await answer.text(), replayed };
    },
  };
}

async function signIn(url: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'acme-ris',
    client_secret: 'correct horse battery',
  });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`The token was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
