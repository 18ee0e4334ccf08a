import { Webhook } from 'standardwebhooks';
import type { Peer, PeerOptions } from './contract.ts';
import { serveHttp } from './serve-http.ts';

/** Known to everybody: it signs nothing but what is sent to this machine's own trials. */
const SECRET = 'whsec_UmVhZG91dCdzIHBlZXJzLCBub3QgYSBzZWNyZXQ=';

/** Takes webhooks whose signature holds (Standard Webhooks), and answers 401 to the others. */
export async function printWebhooks(options: PeerOptions): Promise<Peer> {
  const { say, show } = options;
  const webhook = new Webhook(SECRET);
  const { port, close } = await serveHttp(options, ({ headers }, body, response) => {
    const what = `${String(headers['content-type'])}, ${body.byteLength} bytes, webhook-id ${String(headers['webhook-id'])}`;
    try {
      webhook.verify(body, headers as Record<string, string>, { jsonParse: false });
    } catch {
      say(`WEBHOOK  ${what}: its signature does not hold, 401`);
      response.writeHead(401).end();
      return;
    }
    say(`WEBHOOK  ${what}: its signature holds, 204`);
    show?.(body.toString());
    response.writeHead(204).end();
  });
  const url = `http://127.0.0.1:${port}/hook`;
  const settings = `format: TEXT, transport: { type: WEBHOOK, url: "${url}", secret: "${SECRET}" }`;
  return { kind: 'WEBHOOK', address: url, settings, close };
}
