import { ItemGone } from '#components/unmatched/item-gone';

export default function NotFound() {
  return <ItemGone />;
}
