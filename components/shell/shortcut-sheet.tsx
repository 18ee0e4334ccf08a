'use client';

import { usePathname } from 'next/navigation';
import { EDITOR_KEYS } from '#components/editor/editor-keys';
import { SANDBOX_KEYS } from '#components/sandbox/sandbox-keys';
import type { Shortcut } from '#components/shell/page-commands';
import { SHELL_KEYS } from '#components/shell/shell-keys';
import { useShell } from '#components/shell/shell-state';
import { ShortcutCaps } from '#components/shell/shortcut-caps';
import { SIGNING_KEYS } from '#components/signing/signing-keys';
import { SUBMISSIONS_KEYS } from '#components/submissions/submissions-keys';
import { Dialog } from '#components/ui/dialog';
import { WORKLIST_KEYS } from '#components/worklist/worklist-keys';

interface PageKeys {
  page: string;
  /** The addresses whose keys these are. */
  at: RegExp;
  keys: readonly Shortcut[];
}

/** The short ones first: then three columns are about as long as each other, whichever of them the page behind comes from. */
const PAGES: readonly PageKeys[] = [
  { page: 'Every page', at: /^$/, keys: SHELL_KEYS },
  { page: 'Submissions', at: /^\/submissions$/, keys: SUBMISSIONS_KEYS },
  { page: 'Sandbox', at: /^\/sandbox$/, keys: Object.values(SANDBOX_KEYS) },
  { page: 'Worklist', at: /^\/$/, keys: WORKLIST_KEYS },
  { page: 'Report', at: /^\/appointments\/[^/]+\/[^/]+$/, keys: EDITOR_KEYS },
  { page: 'Report: signing', at: /^\/appointments\/[^/]+\/[^/]+$/, keys: SIGNING_KEYS },
];

/** Every key of every page, those of the page behind it first. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const pathname = usePathname();
  const { keys: single, setKeys } = useShell();
  const here = PAGES.filter(({ at }) => at.test(pathname));
  const groups = [...here, ...PAGES.filter((page) => !here.includes(page))];
  return (
    <Dialog
      title="Keyboard shortcuts"
      size="large"
      lightDismiss
      readOnly
      description={
        single ? undefined : (
          <>
            Keys that are a single character are turned off.{' '}
            <button type="button" onClick={() => setKeys(true)} className="text-accent underline">
              Turn them on
            </button>
          </>
        )
      }
      onClose={onClose}
    >
      <div className="gap-8 sm:columns-2 lg:columns-3">
        {groups.map(({ page, keys }) => (
          <section key={page} className="mb-5 break-inside-avoid">
            <h3 className="border-b border-line pb-1 font-semibold">
              {page}
              {here.some((group) => group.page === page) && <span className="font-normal text-soft"> (this page)</span>}
            </h3>
            <dl>
              {keys.map((shortcut) => (
                <div key={shortcut.keys} className="flex items-baseline justify-between gap-3 py-1">
                  <dt>{shortcut.label}</dt>
                  <dd className="shrink-0">
                    <ShortcutCaps keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
