import { FileCheck2 } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** Instead of an item that is not on the list, or not any more; alike for another organization's. */
export function ItemGone({ listAddress = '/unmatched' }: { listAddress?: string }) {
  return (
    <Notice
      icon={FileCheck2}
      heading="h1"
      title="This item is not on the unmatched list"
      action={
        <a href={listAddress} className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to the list
        </a>
      }
    >
      Somebody has filed it or set it aside meanwhile, or it never was on a list of yours. Nothing was changed by you.
    </Notice>
  );
}
