import { sha256 } from '#lib/ids';
import type { Reply } from '#lib/http/define-route';

/** Answers a JSON body with a strong ETag over its bytes; 304 when the client already has exactly these. */
export function replyWithEtag(body: unknown, ifNoneMatch: string | undefined): Reply {
  const json = JSON.stringify(body);
  const etag = `"${sha256(json).toString('base64url').slice(0, 27)}"`;
  const known = new Set((ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  if (known.has(etag) || known.has('*')) return { status: 304, headers: { etag } };
  return { status: 200, json, headers: { etag } };
}
