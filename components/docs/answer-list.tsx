import { FieldTable } from '#components/docs/field-table';
import type { DocumentedOperation, OpenApiDocument } from '#components/docs/openapi-document';

/** Every answer an operation gives; the members of successful ones unfold. */
export function AnswerList({ document, operation }: { document: OpenApiDocument; operation: DocumentedOperation }) {
  return (
    <div>
      <h4 className="pb-1 text-xs font-semibold text-faint">Answers</h4>
      <ul className="text-sm">
        {Object.entries(operation.responses).map(([status, response]) => (
          <li key={status} className="border-t border-line py-1.5">
            <span className={`mr-3 font-mono text-xs ${Number(status) < 400 ? 'text-good' : 'text-soft'}`}>
              {status}
            </span>
            <span className="text-soft">{response.description}</span>
            {Number(status) < 400
              ? Object.entries(response.content ?? {}).map(([mediaType, { schema }]) => (
                  <details key={mediaType} className="mt-1.5">
                    <summary className="text-accent">Members of the answer</summary>
                    <div className="mt-2">
                      <FieldTable document={document} schema={schema} caption={mediaType} />
                    </div>
                  </details>
                ))
              : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
