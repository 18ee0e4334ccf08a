import { type OpenApiDocument, operationsByTag } from '#components/docs/openapi-document';
import { OperationSection } from '#components/docs/operation-section';

/** The whole API, readable: rendered on the server from the OpenAPI document, without a script or a foreign address. */
export function ApiReference({ document, origin }: { document: OpenApiDocument; origin: string }) {
  const groups = [...operationsByTag(document)];
  return (
    <div className="mx-auto grid max-w-6xl gap-x-10 px-4 py-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <nav
        aria-label="Operations"
        className="mb-6 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:self-start lg:overflow-y-auto"
      >
        {groups.map(([tag, placed]) => (
          <div key={tag} className="mb-4">
            <p className="mb-1 text-xs font-semibold text-faint">{tag}</p>
            <ul>
              {placed.map(({ operation }) => (
                <li key={operation.operationId}>
                  <a
                    href={`#${operation.operationId}`}
                    className="block rounded-sm py-1 text-sm text-soft hover:text-ink hover:underline"
                  >
                    {operation.summary}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="min-w-0">
        <header className="space-y-2 pb-6">
          <h1 className="text-xl font-semibold text-ink">API reference</h1>
          <p className="max-w-prose text-soft">
            {document.info.description} Version {document.info.version}.
          </p>
          <p className="text-sm">
            <a href="/api/openapi.json" className="text-accent underline">
              OpenAPI 3.1 document
            </a>
          </p>
        </header>
        {groups.map(([tag, placed]) => (
          <div key={tag}>
            <h2 className="pt-6 pb-2 text-base font-semibold text-faint">{tag}</h2>
            {placed.map((operation) => (
              <OperationSection
                key={operation.operation.operationId}
                document={document}
                placed={operation}
                origin={origin}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
