import { expect, test } from './portal.ts';
import {
  makeAppointment,
  openReport,
  readReport,
  signature,
  signDialog,
  submitAsPartner,
  words,
} from './report-desk.ts';

const LONGEST_BYTES = 2 * 2 ** 20;
const END = 'IMPRESSION:\nLeft distal radius fracture.\n';
const LINE = 'No other fracture is seen on any of these views.\n';

test('a report of 2 MiB is checked beside the page, written on and signed', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  const id = await makeAppointment(portal);
  const room = LONGEST_BYTES - END.length - 'All seen. '.length;
  const text = LINE.repeat(Math.ceil(room / LINE.length)).slice(0, room - 1) + '\n' + END;
  await submitAsPartner(portal, id, { reportText: text, reportStatus: 'preliminary' });
  await page.addInitScript(nameWorkers);
  await openReport(page, id);
  await expect.poll(() => page.evaluate(() => (globalThis as Named).workers)).toContain('checks');
  const mismatch = 'The order is for the right side; the impression names only the left.';
  await expect(signature(page).getByText(mismatch)).toBeVisible();
  await words(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('All seen. ');
  await expect(page.getByTestId('save-state')).toContainText('Saved');
  await page.keyboard.press('Control+Enter');
  await signDialog(page)
    .getByLabel(/^Why it is right all the same/)
    .fill('The left was imaged; the referrer was told.');
  await page.keyboard.press('Enter');
  await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
  expect((await readReport(portal, id)).reportText).toBe(`All seen. ${text}`);
});

type Named = { workers?: string[] };

/** In the page: remembers what the workers that it starts are called. */
function nameWorkers(): void {
  const workers: string[] = [];
  (globalThis as Named).workers = workers;
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(options?.name ?? '');
    }
  };
}
