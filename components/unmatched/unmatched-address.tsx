import type { UnmatchedItem } from '#lib/intake/items-contract';

/** Where an organization's items without appointment are listed. */
export const unmatchedAddress = (organization: string): string =>
  `/unmatched?organization=${encodeURIComponent(organization)}`;

/** Where one of them is compared and filed. */
export const unmatchedItemAddress = ({ submissionId, index }: Pick<UnmatchedItem, 'submissionId' | 'index'>): string =>
  `/unmatched/${submissionId}/${index}`;
