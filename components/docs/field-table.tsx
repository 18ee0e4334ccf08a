import { type JsonSchema, type OpenApiDocument, resolveSchema, typeInWords } from '#components/docs/openapi-document';

/** The members of an object schema: name, type, meaning. A list shows the members of its entries. */
export function FieldTable({
  document,
  schema,
  caption,
}: {
  document: OpenApiDocument;
  schema: JsonSchema;
  caption: string;
}) {
  const resolved = resolveSchema(document, schema);
  const object = resolved.items ? resolveSchema(document, resolved.items) : resolved;
  const fields = Object.entries(object.properties ?? {});
  if (fields.length === 0) return null;
  return (
    <div className="overflow-x-auto" role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left text-sm">
        <caption className="pb-1 text-left text-xs font-semibold text-faint">{caption}</caption>
        <tbody>
          {fields.map(([name, field]) => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-4 font-mono text-xs font-normal whitespace-nowrap text-ink">
                {name}
                {object.required?.includes(name) ? <span className="ml-1.5 font-sans text-faint">required</span> : null}
              </th>
              <td className="py-1.5 pr-4 text-soft">{typeInWords(field)}</td>
              <td className="py-1.5 text-soft">{limitsInWords(field)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function limitsInWords(field: JsonSchema): string {
  const text = field.anyOf?.find((option) => option.maxLength !== undefined) ?? field;
  const limits = [
    field.description,
    text.maxLength === undefined ? undefined : `At most ${text.maxLength.toLocaleString('en')} characters.`,
    field.default === undefined ? undefined : `Default ${JSON.stringify(field.default)}.`,
  ];
  return limits.filter(Boolean).join(' ');
}
