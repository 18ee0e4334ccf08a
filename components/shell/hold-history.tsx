type Step = (event: PopStateEvent) => void;

let held: Step | null = null;

// A window's listeners are called in the order in which they came: with the frame's code this one comes before the router's.
if (typeof window !== 'undefined') addEventListener('popstate', (event) => held?.(event));

/** Where the tab is among its entries; null in browsers that do not tell (Navigation API). */
const entryIndex = (): number | null =>
  (globalThis as { navigation?: { currentEntry?: { index: number } | null } }).navigation?.currentEntry?.index ?? null;

/**
 * Has `ask` decide about every step through the tab's history that leaves the page, whose address is this one. Such a step
 * has happened by the time it is told: it is taken back before anybody else hears of it, and done once more when agreed.
 * Nothing is added to the history. One at a time. Answers how to end that.
 */
export function holdHistory(ask: (go: () => void) => void): () => void {
  const page = `${location.pathname}${location.search}`;
  let home = entryIndex();
  let isAway = false;
  let isAgreed = false;
  const onStep: Step = (event) => {
    const now = entryIndex();
    const isHome = `${location.pathname}${location.search}` === page && (!isAway || now === home);
    if (isHome && !isAway) {
      // A step to a heading of the page itself.
      home = now;
      return;
    }
    if (isAgreed) {
      isAgreed = false;
      return;
    }
    event.stopImmediatePropagation();
    if (isHome) {
      isAway = false;
      return;
    }
    isAway = true;
    // Nearly always back; only browsers that tell where they are can take back any other step.
    const steps = now === null || home === null ? -1 : now - home;
    history.go(-steps);
    ask(() => {
      isAgreed = true;
      history.go(steps);
    });
  };
  const onHash = () => (home = entryIndex());
  held = onStep;
  addEventListener('hashchange', onHash);
  return () => {
    if (held === onStep) held = null;
    removeEventListener('hashchange', onHash);
  };
}
