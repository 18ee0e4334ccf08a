import { CopyButton } from '#components/ui/copy-button';
import type { PlacedOperation } from '#components/docs/openapi-document';

/** A call that works when pasted into a shell, with the address of this installation. */
export function CurlExample({ placed, origin }: { placed: PlacedOperation; origin: string }) {
  const command = curlFor(placed, origin);
  return (
    <div className="relative">
      <pre
        className="overflow-x-auto rounded-md border border-line bg-raised p-3 pr-12 font-mono text-xs leading-5 text-ink"
        tabIndex={0}
        aria-label={`curl for ${placed.operation.summary}`}
      >
        {command}
      </pre>
      <div className="absolute top-1.5 right-1.5">
        <CopyButton text={command} label="Copy" />
      </div>
    </div>
  );
}

function curlFor({ path, method, operation }: PlacedOperation, origin: string): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => exampleOf(operation, name));
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${address}'`];
  if (operation.security.length > 0) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (operation.parameters.some(({ name }) => name === 'idempotency-key'))
    lines.push(`-H "Idempotency-Key: $(uuidgen)"`);
  for (const [mediaType, { example = {} }] of Object.entries(operation.requestBody?.content ?? {})) {
    if (mediaType === 'application/x-www-form-urlencoded') {
      for (const [name, value] of Object.entries(example)) lines.push(`-d '${name}=${String(value)}'`);
    } else {
      lines.push(`-H 'Content-Type: ${mediaType}'`, `-d '${JSON.stringify(example)}'`);
    }
  }
  return lines.join(' \\\n  ');
}

const EXAMPLES: Record<string, string> = { domain: 'acme', org: 'acme', appointmentId: 'A123456', id: '$REPORT_ID' };

function exampleOf(operation: PlacedOperation['operation'], name: string): string {
  const given = operation.parameters.find((parameter) => parameter.name === name)?.schema.examples?.[0];
  return typeof given === 'string' ? given : (EXAMPLES[name] ?? name);
}
