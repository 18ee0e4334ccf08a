/** A person's name in the parts of XPN and XCN (HL7 2.5.1 §2.A.88). */
export interface NameParts {
  family: string;
  given: string;
  /** Second and further given names. */
  further: string;
  prefix: string;
}

const TITLE = /^(?:dr|prof|professor|a\/prof|assoc|mr|mrs|ms|miss|mx)\.?$/i;

const whole = (name: string): NameParts => ({ family: name, given: '', further: '', prefix: '' });

/** `FAMILY, Given Middle`, or DICOM's `FAMILY^Given^Middle`; any other name is one family name, as written. */
export function splitPatientName(name: string): NameParts {
  const [family, given, further] = name.includes(',') ? cut(name) : name.split('^');
  if (!family?.trim()) return whole(name);
  return { family: family.trim(), given: given?.trim() ?? '', further: further?.trim() ?? '', prefix: '' };
}

function cut(name: string): [string, string, string] {
  const comma = name.indexOf(',');
  const rest = name.slice(comma + 1).trim();
  const blank = rest.search(/\s/);
  if (blank === -1) return [name.slice(0, comma), rest, ''];
  return [name.slice(0, comma), rest.slice(0, blank), rest.slice(blank + 1)];
}

/** `Dr Given Middle Family`, as clinicians sign. A name that would not be the same put together again is one family name. */
export function splitClinicianName(name: string): NameParts {
  const words = name.split(' ');
  const prefix = words.length > 2 && TITLE.test(words[0] ?? '') ? (words[0] ?? '') : '';
  const [given = '', ...others] = prefix === '' ? words : words.slice(1);
  const family = others.pop();
  if (family === undefined || name.includes(',') || words.includes('')) return whole(name);
  return { family, given, further: others.join(' '), prefix };
}
