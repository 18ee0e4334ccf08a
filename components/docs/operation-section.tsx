import { AnswerList } from '#components/docs/answer-list';
import { CurlExample } from '#components/docs/curl-example';
import { FieldTable } from '#components/docs/field-table';
import type { OpenApiDocument, PlacedOperation } from '#components/docs/openapi-document';
import { ParameterTable } from '#components/docs/parameter-table';

/** One operation: what it does, how to call it, what it takes and answers. */
export function OperationSection({
  document,
  placed,
  origin,
}: {
  document: OpenApiDocument;
  placed: PlacedOperation;
  origin: string;
}) {
  const { path, method, operation } = placed;
  const permission = operation['x-permission'];
  return (
    <section
      id={operation.operationId}
      aria-labelledby={`${operation.operationId}-title`}
      className="scroll-mt-20 space-y-4 border-t border-line py-8"
    >
      <header className="space-y-1.5">
        <h3 id={`${operation.operationId}-title`} className="text-lg font-semibold text-ink">
          {operation.summary}
        </h3>
        <p className="font-mono text-xs break-all text-soft">
          <span className="mr-2 font-semibold text-accent">{method}</span>
          {path}
        </p>
        {operation.description ? <p className="max-w-prose text-soft">{operation.description}</p> : null}
        <p className="text-sm text-faint">
          {operation.security.length === 0 ? 'Anybody may call it.' : 'Bearer token or portal session.'}
          {permission ? ` Scope ${permission}.` : ''}
        </p>
      </header>
      <CurlExample placed={placed} origin={origin} />
      <ParameterTable operation={operation} />
      {Object.entries(operation.requestBody?.content ?? {}).map(([mediaType, { schema }]) => (
        <FieldTable key={mediaType} document={document} schema={schema} caption={`Body, ${mediaType}`} />
      ))}
      <AnswerList document={document} operation={operation} />
    </section>
  );
}
