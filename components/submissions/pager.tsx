import { ArrowLeft, ArrowRight, ChevronsLeft } from 'lucide-react';
import { Button } from '#components/ui/button';

interface PagerProps {
  /** Pages passed on the way here; 0 on the newest. */
  passed: number;
  hasOlder: boolean;
  onNewest: () => void;
  onNewer: () => void;
  onOlder: () => void;
}

/** Newer and older. There are no page numbers: while one reads, new submissions arrive. */
export function Pager({ passed, hasOlder, onNewest, onNewer, onOlder }: PagerProps) {
  if (passed === 0 && !hasOlder) return null;
  return (
    <nav aria-label="Pages of the list" className="flex items-center justify-end gap-2 px-3 py-3 sm:px-5">
      {passed > 1 && (
        <Button onClick={onNewest}>
          <ChevronsLeft aria-hidden className="size-4" />
          Newest
        </Button>
      )}
      <Button onClick={onNewer} disabled={passed === 0}>
        <ArrowLeft aria-hidden className="size-4" />
        Newer
      </Button>
      <Button onClick={onOlder} disabled={!hasOlder}>
        Older
        <ArrowRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
