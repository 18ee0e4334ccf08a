import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ApiReference } from '#components/docs/api-reference';
import type { OpenApiDocument } from '#components/docs/openapi-document';
import { buildOpenApi } from '#lib/http/openapi';
import { OPERATIONS } from '#lib/http/operations';
import metadataFile from '../../package.json' with { type: 'json' };

export const metadata: Metadata = { title: 'API reference' };

const document = JSON.parse(JSON.stringify(buildOpenApi(OPERATIONS, metadataFile.version))) as OpenApiDocument;

/** Anybody may read it: it holds no data. */
export default async function DocsPage() {
  const requested = await headers();
  const scheme = requested.get('x-forwarded-proto') ?? 'http';
  return <ApiReference document={document} origin={`${scheme}://${requested.get('host') ?? 'localhost:3000'}`} />;
}
