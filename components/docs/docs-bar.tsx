import { Mark } from '#components/shell/mark';

/** The bar above the reference: readers without an account see it, too. */
export function DocsBar() {
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-surface">
      <div className="flex h-12 items-center gap-6 px-5">
        <a href="/" className="flex items-center gap-2.5 font-semibold text-ink">
          <Mark className="size-6" />
          Readout
        </a>
        <span className="text-soft">API docs</span>
      </div>
    </header>
  );
}
