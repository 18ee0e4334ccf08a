import { expect, test } from 'vitest';
import { CONTRACT_ROWS, type ContractRow } from '#lib/intake/contract-messages';
import { CATALOGUE } from '#lib/intake/message-catalogue';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const ours = Object.entries(CATALOGUE).map(([name, { level, errorCode, scope, words, when }]) =>
  row(`\`${name}\``, level, errorCode, scope, `\`${words}\``, when),
);

function told({ here }: ContractRow): string {
  if ('never' in here) return `Cannot occur. ${here.never}`;
  if ('where' in here) return `Here: ${here.where}.`;
  return `\`${here.as}\`${here.but ? `; ${here.but}` : ''}`;
}

const theirs = CONTRACT_ROWS.map((one) => row(one.level, one.code, one.scope, `\`${one.message}\``, told(one)));

const PAGE = `# Errors and warnings of a submission

Written from \`lib/intake/message-catalogue.ts\` and \`lib/intake/contract-messages.ts\` by
\`npx vitest run tests/intake/errors-page.test.ts -u\`; the same test fails when the page is not what they say.

What is wrong with an item is stored without its number, and told as \`Item {n} in the report was not valid. Reason: …\`
(\`was not parseable\`), or of several items with the same fault as \`{count} items in the report were not valid. Reason: …\`;
\`indices\` and \`trackingIds\` name them all. \`errorCount\` and \`warningCount\` count before merging. Reasons never quote a
patient’s data.

## What Readout tells

| | Level | Code | Scope | Message | When |
|---|---|---|---|---|---|
${ours.join('\n')}

Filters tell for themselves (\`lib/routing/describe-filter.ts\`): each expression that an item does not pass is a line of the
destination’s \`filteredReportRows\`, and a warning of the item.

## The contract’s list

| | Code | Scope | Message | Readout |
|---|---|---|---|---|
${theirs.join('\n')}
`;

test('docs/errors.md says what the catalogue says', async () => {
  await expect(PAGE).toMatchFileSnapshot('../../docs/errors.md');
});

test('everything that the door tells is a row of the contract, or ours beside it', () => {
  const rows = CONTRACT_ROWS.flatMap(({ here }) => ('as' in here ? [here.as] : []));
  const beside = Object.keys(CATALOGUE).filter((name) => !rows.includes(name as keyof typeof CATALOGUE));
  expect(beside).toEqual(['payloadWarning', 'itemRefusedAsDuplicate', 'duplicateItem', 'itemNotFiled', 'itemWarning']);
});
