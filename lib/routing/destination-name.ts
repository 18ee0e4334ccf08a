/** Splits a destination's full name: `acme.ehr` is the organization `acme`’s service `ehr`. */
export function splitDestinationName(name: string): { organization: string; service: string } {
  const dot = name.indexOf('.');
  return { organization: name.slice(0, dot), service: name.slice(dot + 1) };
}
