/** What to do about an error of the door, by its words (the contract's list of potential errors). */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/unknown sender/, 'This sender is not set up any more. Choose another one, or ask an administrator.'],
  [/^Resubmit as/, 'The sender’s format was changed meanwhile. Load this page anew and choose it again.'],
  [
    /^(Expecting a post message|Provided raw data is empty)/,
    'The file is empty. Export it again, or choose another one.',
  ],
  [/^Blank message/, 'Take the blank messages out of the file, or export it again without them.'],
  [/^Unable to find HL7/, 'There is no message in it: one begins with MSH. Choose another file, or a sender of FHIR.'],
  [/Unable to find FHIR Bundle/, 'The line is JSON, but holds no Bundle. Each line has to be one Bundle.'],
  [/Unable to parse FHIR/, 'The line is no JSON. Each line has to be one whole Bundle, without line breaks inside.'],
  [/text stands in front of the first MSH/, 'Take out what stands above the first line that begins with MSH.'],
  [/^Failed to parse message/, 'No message could be read. Each begins with a line such as MSH|^~\\&|… that is whole.'],
  [/^Invalid receiver name/, 'This destination is not there any more. Choose others under Options.'],
];

/** What can be done about an error; null where its own words say it. */
export const advise = (message: string): string | null => ADVICE.find(([words]) => words.test(message))?.[1] ?? null;
