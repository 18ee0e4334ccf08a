import { holdHistory } from '#components/shell/hold-history';

type Go = () => void;

const keepers: ((go: Go) => void)[] = [];

/** `ask` decides about every way of leaving the page by a command or through the history: it calls `go`, or not. Answers how to end that. */
export function askBeforeLeaving(ask: (go: Go) => void): () => void {
  keepers.push(ask);
  const release = holdHistory(ask);
  return () => {
    release();
    keepers.splice(keepers.indexOf(ask), 1);
  };
}

/** Leaves the page by `go`, once who holds unsaved words there agrees. */
export function leavePage(go: Go): void {
  const ask = keepers.at(-1);
  if (ask) ask(go);
  else go();
}
