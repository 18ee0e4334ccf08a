import type { ReportPreview } from '#lib/reports/contract';

type Failure = ReportPreview['destinations'][number]['failures'][number];

/** `takes it if report status is final; here report status is “preliminary”` */
export function tellFailure({ words, valuesSeen }: Failure): string {
  const seen = valuesSeen.map(({ field, value }) => {
    const name = field.replaceAll('_', ' ');
    return value === null || value === '' ? `${name} is empty` : `${name} is “${value}”`;
  });
  return `takes it if ${words}${seen.length > 0 ? `; here ${seen.join(' and ')}` : ''}`;
}
