import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ApiReference } from '#components/docs/api-reference';
import { DocsBar } from '#components/docs/docs-bar';
import type { OpenApiDocument } from '#components/docs/openapi-document';
import { SkipLink } from '#components/shell/skip-link';
import { buildOpenApi } from '#lib/http/openapi';
import { OPERATIONS } from '#lib/http/operations';
import metadataFile from '../../package.json' with { type: 'json' };

export const metadata: Metadata = { title: 'API reference' };

const document = JSON.parse(JSON.stringify(buildOpenApi(OPERATIONS, metadataFile.version))) as OpenApiDocument;

/** Anybody may read it: it holds no data. */
export default async function DocsPage() {
  const requested = await headers();
  const scheme = requested.get('x-forwarded-proto') ?? 'http';
  const origin = `${scheme}://${requested.get('host') ?? 'localhost:3000'}`;
  return (
    <>
      <SkipLink />
      <DocsBar />
      <main id="main" tabIndex={-1} className="outline-none">
        <ApiReference document={document} origin={origin} />
      </main>
    </>
  );
}
