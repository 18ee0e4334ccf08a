/** Values as JSON, a line each (application/x-ndjson). */
export async function* jsonLines(values: AsyncGenerator): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}
