import { holdHistory } from '#components/shell/hold-history';

type Go = () => void;

const keepers: ((go: Go) => void)[] = [];
let release: Go | null = null;
/** What unloads the page now is not asked about again. */
let isAgreed = false;

/**
 * `ask` decides about every way of leaving the page, by a link, a command or the history: it calls `go`, or not; before the tab
 * is closed or loaded anew the browser asks. Of several the newest decides for all. Answers how to end that.
 */
export function askBeforeLeaving(ask: (go: Go) => void): () => void {
  keepers.push(ask);
  release ??= holdPage();
  return () => {
    keepers.splice(keepers.indexOf(ask), 1);
    if (keepers.length > 0) return;
    release?.();
    release = null;
    isAgreed = false;
  };
}

/** Leaves the page by `go`, once who holds unsaved words there agrees. */
export function leavePage(go: Go): void {
  const ask = keepers.at(-1);
  isAgreed = false;
  if (!ask) return go();
  ask(() => {
    isAgreed = true;
    go();
  });
}

function holdPage(): Go {
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!isAgreed) event.preventDefault();
  };
  addEventListener('beforeunload', onUnload);
  const ends = [holdHistory(leavePage), holdLinks()];
  return () => {
    removeEventListener('beforeunload', onUnload);
    for (const end of ends) end();
  };
}

/** Links to another page that are followed in this tab. */
function holdLinks(): Go {
  let followed: HTMLAnchorElement | null = null;
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === '_blank';
    if (!link || isElsewhere || link === followed || link.hash !== '') return;
    event.preventDefault();
    event.stopPropagation();
    leavePage(() => {
      followed = link;
      link.click();
      followed = null;
    });
  };
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}
