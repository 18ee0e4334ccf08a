import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Peer, PeerOptions } from './contract.ts';
import { serveHttp } from './serve-http.ts';

const transaction = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('transaction'),
  entry: z.array(
    z.object({
      resource: z.object({ resourceType: z.string(), status: z.string().optional() }).optional(),
      request: z.object({ method: z.string(), url: z.string() }),
    }),
  ),
});

/** As much of a FHIR R4 server as takes transactions: each entry is answered, nothing is kept. */
export async function serveFhir(options: PeerOptions): Promise<Peer> {
  const { say, show } = options;
  const { port, close } = await serveHttp(options, ({ method, url }, body, response) => {
    if (method === 'GET' && url?.endsWith('/metadata')) return reply(response, 200, CAPABILITIES);
    const parsed = transaction.safeParse(parseJson(body));
    if (method !== 'POST' || !parsed.success) {
      say(`FHIR     ${method} of ${body.byteLength} bytes that is no transaction Bundle: 400`);
      return reply(response, 400, refusal('Only transaction Bundles are taken here.'));
    }
    const { entry } = parsed.data;
    const report = entry.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource;
    const told = report ? `, DiagnosticReport ${report.status ?? 'without a status'}` : '';
    say(`FHIR     transaction of ${entry.length} entries${told}, ${body.byteLength} bytes: 200`);
    show?.(JSON.stringify(JSON.parse(body.toString()), null, 2));
    reply(response, 200, {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: entry.map(({ request }) => ({ response: { status: request.method === 'POST' ? '201' : '200' } })),
    });
  });
  const baseUrl = `http://127.0.0.1:${port}/fhir`;
  return {
    kind: 'FHIR',
    address: baseUrl,
    settings: `format: FHIR, transport: { type: FHIR, baseUrl: "${baseUrl}" }`,
    close,
  };
}

const CAPABILITIES = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [{ mode: 'server', interaction: [{ code: 'transaction' }] }],
};

const refusal = (text: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'not-supported', diagnostics: text }],
});

function reply(response: ServerResponse, status: number, resource: object): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' });
  response.end(JSON.stringify(resource));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
