import { type DocumentedOperation, typeInWords } from '#components/docs/openapi-document';

/** Path, query and header parameters of an operation. */
export function ParameterTable({ operation }: { operation: DocumentedOperation }) {
  const parameters = operation.parameters.filter(({ name }) => name !== 'X-Correlation-Id');
  if (parameters.length === 0) return null;
  return (
    <div className="overflow-x-auto" role="region" aria-label={`Parameters of ${operation.summary}`} tabIndex={0}>
      <table className="w-full border-collapse text-left text-sm">
        <caption className="pb-1 text-left text-xs font-semibold text-faint">Parameters</caption>
        <tbody>
          {parameters.map((parameter) => (
            <tr key={`${parameter.in} ${parameter.name}`} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-4 font-mono text-xs font-normal whitespace-nowrap text-ink">
                {parameter.name}
                <span className="ml-1.5 font-sans text-faint">{parameter.in}</span>
              </th>
              <td className="py-1.5 pr-4 text-soft">{typeInWords(parameter.schema)}</td>
              <td className="py-1.5 text-soft">
                {parameter.description}
                {parameter.schema.default === undefined
                  ? null
                  : ` Default ${JSON.stringify(parameter.schema.default)}.`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
