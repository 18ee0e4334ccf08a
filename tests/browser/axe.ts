import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** How a page may look by the reader's settings; the first is how tests see it otherwise. */
const APPEARANCES = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What depends on colours; everything else is alike in each appearance. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds against WCAG 2.2 AA and its best practices, a line each; [] when nothing. */
export const violations = (page: Page): Promise<string[]> => analyze(page, { type: 'tag', values: TAGS });

/** The same, and what it finds in the colours of every other appearance: dark, and more contrast in both. */
export async function violationsInEach(page: Page): Promise<string[]> {
  const [usual, ...others] = APPEARANCES;
  const found = await violations(page);
  for (const appearance of others) {
    await page.emulateMedia(appearance);
    const lines = await analyze(page, { type: 'rule', values: COLOUR_RULES });
    found.push(...lines.map((line) => `${appearance.colorScheme}, contrast ${appearance.contrast}: ${line}`));
  }
  await page.emulateMedia(usual);
  return found;
}

async function analyze(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<string[]> {
  // Colours fade in on some controls; axe must see where they end.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // A caret that blinks never ends.
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished.catch(() => null)),
    ),
  );
  // No page has frames of others, and nobody reads what was well: three times as fast.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ runOnly, resultTypes: ['violations'] });
  const results = await axe.analyze();
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  );
}
